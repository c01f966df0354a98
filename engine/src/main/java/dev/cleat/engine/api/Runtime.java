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

    /** True when a service carries out a stop that was asked for, and goes on with it when nobody waits for it any more. */
    public boolean stopsByService() {
        return this == DOCKER || this == SYSTEMD;
    }

    /** Lower case. */
    public String jsonName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
