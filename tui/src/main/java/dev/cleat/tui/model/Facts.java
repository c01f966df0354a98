package dev.cleat.tui.model;

import java.time.ZoneId;

/**
 * What stays the same as long as the console runs.
 *
 * @param readOnly nothing that changes the host is offered or done
 * @param processors CPUs of this host: what an unlimited container may use
 * @param ascii no character above U+007E is drawn
 * @param zone of the clock in the header
 * @param keys which keys mean what
 */
public record Facts(
        String host,
        String user,
        boolean readOnly,
        int processors,
        boolean ascii,
        Thresholds thresholds,
        ZoneId zone,
        KeyMap keys) {}
