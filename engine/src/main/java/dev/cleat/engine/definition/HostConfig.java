package dev.cleat.engine.definition;

import dev.cleat.engine.api.Appearance;

/** What holds for the whole host: {@code config.yaml}. */
public record HostConfig(RecordingPolicy recording, RawLogLimits ptyLog, Appearance ui, SessionPolicy sessions) {

    /** Without a configuration. */
    public static final HostConfig DEFAULT =
            new HostConfig(RecordingPolicy.DEFAULT, RawLogLimits.NONE, Appearance.DEFAULT, SessionPolicy.DEFAULT);
}
