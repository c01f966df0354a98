package dev.cleat.engine.network;

import java.io.IOException;

/** The kernel, or ip(8) for it, would not: interface, command, answer; and what to do, when that is known. */
public final class NetworkException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    /** @param advice null: nothing better to say */
    NetworkException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /** What the operator can do; null when there is nothing better to say. */
    public String advice() {
        return advice;
    }
}
