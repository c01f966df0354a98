package dev.cleat.engine.definition;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.HostAddress;
import java.util.List;

/** What holds for the whole host: {@code config.yaml}. */
public record HostConfig(
        RecordingPolicy recording,
        RawLogLimits ptyLog,
        Appearance ui,
        SessionPolicy sessions,
        List<HostAddress> hosts) {

    /** Without a configuration. */
    public static final HostConfig DEFAULT = new HostConfig(
            RecordingPolicy.DEFAULT, RawLogLimits.NONE, Appearance.DEFAULT, SessionPolicy.DEFAULT, List.of());

    public HostConfig {
        hosts = List.copyOf(hosts);
    }
}
