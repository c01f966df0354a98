package dev.cleat.engine.api;

/** The container is not in a state that allows it: not running, frozen, already stopped. Exit status 2. */
public final class WrongStateException extends ContainerException {

    private static final long serialVersionUID = 1L;

    public WrongStateException(String message, String advice) {
        super(message, advice, null);
    }

    public WrongStateException(String message, String advice, Throwable cause) {
        super(message, advice, cause);
    }
}
