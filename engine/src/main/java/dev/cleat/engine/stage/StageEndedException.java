package dev.cleat.engine.stage;

import java.io.IOException;

/** The stage's process ended without saying why: it was killed, or the program it became died at once. */
public final class StageEndedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean killed;

    StageEndedException(String message, boolean killed) {
        super(message);
        this.killed = killed;
    }

    /** A wait status of wait(2) in words. */
    static StageEndedException ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal != 0
                ? new StageEndedException("init was killed by signal " + signal + " before it was executed", true)
                : new StageEndedException(
                        "init ended with status " + (status >> 8 & 0xff) + " before it was executed", false);
    }

    /** True when a signal ended it: then the out-of-memory killer is a suspect. */
    public boolean wasKilled() {
        return killed;
    }
}
