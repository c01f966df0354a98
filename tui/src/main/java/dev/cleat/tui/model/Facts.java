package dev.cleat.tui.model;

import java.time.ZoneId;
import java.util.List;

/**
 * What stays the same as long as the console runs.
 *
 * @param readOnly nothing that changes the host is offered or done
 * @param processors CPUs of this host: what an unlimited container may use
 * @param ascii no character above U+007E is drawn
 * @param zone of the clock in the header
 * @param keys which keys mean what
 * @param themes names of the looks there are
 * @param commands of the operator's own
 * @param setup what can be set otherwise
 */
public record Facts(
        String host,
        String user,
        boolean readOnly,
        int processors,
        boolean ascii,
        Thresholds thresholds,
        ZoneId zone,
        KeyMap keys,
        List<String> themes,
        List<CustomCommand> commands,
        Setup setup) {

    public Facts {
        themes = List.copyOf(themes);
        commands = List.copyOf(commands);
    }

    /** Drawn otherwise, and alarmed by other figures. */
    public Facts withLook(Thresholds next, boolean nextAscii) {
        return new Facts(host, user, readOnly, processors, nextAscii, next, zone, keys, themes, commands, setup);
    }

    public Facts withSetup(Setup next) {
        return new Facts(host, user, readOnly, processors, ascii, thresholds, zone, keys, themes, commands, next);
    }
}
