package dev.cleat.engine.definition;

/** What holds for the whole host: {@code config.yaml}. */
public record HostConfig(RecordingPolicy recording, RawLogLimits ptyLog) {

    /** Without a configuration. */
    public static final HostConfig DEFAULT = new HostConfig(RecordingPolicy.DEFAULT, RawLogLimits.NONE);
}
