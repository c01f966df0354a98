package dev.cleat.engine.api;

/** This host, kernel or user cannot do it. Exit status 1. */
public final class HostLimitException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public HostLimitException(String message, String advice) {
        super(message, advice, null);
    }

    public HostLimitException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
