package dev.cleat.engine.stage;

import java.io.IOException;

/** The stage sent what the protocol does not know: engine and stage are not of one build. */
public final class StageProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public StageProtocolException(String message) {
        super("stage protocol: " + message);
    }
}
