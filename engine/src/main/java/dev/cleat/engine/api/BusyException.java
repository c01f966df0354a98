package dev.cleat.engine.api;

/** It runs already, or another command works on it. Exit status 6. */
public final class BusyException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public BusyException(String message, String advice) {
        super(message, advice, null);
    }

    public BusyException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
