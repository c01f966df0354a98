package dev.cleat.remote;

import java.io.IOException;

/** The other host answered something that no Cleat of this version answers. */
final class FarEndException extends IOException {

    private static final long serialVersionUID = 1L;

    FarEndException(String message) {
        super(message);
    }
}
