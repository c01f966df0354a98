package dev.cleat.engine.api;

/** Policy or permission forbids it. Exit status 5. */
public final class RefusedException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message, String advice) {
        super(message, advice, null);
    }

    public RefusedException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
