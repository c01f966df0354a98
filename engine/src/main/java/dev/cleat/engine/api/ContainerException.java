package dev.cleat.engine.api;

import java.util.Optional;

/**
 * Something a user asked for was not done. The message is for people: subject first, what was being done, the kernel's
 * answer; {@link #advice()} is a separate sentence that says what to do.
 */
public abstract sealed class ContainerException extends Exception
        permits UnknownContainerException,
                WrongStateException,
                BusyException,
                InvalidDefinitionException,
                HostLimitException,
                RefusedException,
                TimedOutException,
                CommandNotRunException,
                StepFailedException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    ContainerException(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What the user can do about it, a clause without full stop. */
    public final Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    /** Message and advice in one line: {@code message; advice}. */
    public final String describe() {
        return advice == null ? getMessage() : getMessage() + "; " + advice;
    }
}
