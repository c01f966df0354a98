package dev.cleat.remote;

import java.io.IOException;

/** The other host answered something that no Cleat of this version answers. */
final class StrangeAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    StrangeAnswerException(String message) {
        super(message);
    }
}
