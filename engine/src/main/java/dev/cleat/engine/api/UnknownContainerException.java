package dev.cleat.engine.api;

/** There is no container, session or recording of that name. Exit status 3. */
public final class UnknownContainerException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public UnknownContainerException(String message, String advice) {
        super(message, advice, null);
    }

    public UnknownContainerException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
