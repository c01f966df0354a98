package dev.cleat.engine.api;

/** The command itself could not be executed in the container. Exit status 127 (not found) or 126 (not executable). */
public final class CommandNotRunException extends ContainerException {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    public CommandNotRunException(String message, int exitStatus) {
        super(message, null, null);
        this.exitStatus = exitStatus;
    }

    /** 126 or 127. */
    public int exitStatus() {
        return exitStatus;
    }
}
