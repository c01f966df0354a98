package dev.cleat.engine.attach;

import java.io.IOException;

/** The session cannot be recorded, and may not go on without. */
final class UnwritableRecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    UnwritableRecordingException(String message) {
        super(message);
    }
}
