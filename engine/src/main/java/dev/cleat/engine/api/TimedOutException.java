package dev.cleat.engine.api;

/** It did not happen in time. Exit status 4. */
public final class TimedOutException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public TimedOutException(String message, String advice) {
        super(message, advice, null);
    }

    public TimedOutException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
