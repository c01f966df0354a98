package dev.cleat.engine.api;

/** Who started a container. {@link #jsonName()} is the word in JSON and in tables. */
public enum Runtime {
    CLEAT,
    LXC,
    DOCKER,
    PODMAN,
    CONTAINERD,
    RUNC,
    CRUN,
    NSPAWN,
    SYSTEMD,
    UNKNOWN;

    /** Lower case. */
    public String jsonName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
