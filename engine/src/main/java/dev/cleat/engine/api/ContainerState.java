package dev.cleat.engine.api;

/** What a container is doing. The words are shown to users and stand in JSON. */
public enum ContainerState {
    STOPPED,
    STARTING,
    RUNNING,
    FROZEN,
    STOPPING,
    ABORTING;

    /** True when its init process exists. */
    public boolean isLive() {
        return this != STOPPED;
    }
}
