package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Errno;
import java.io.IOException;

/** A step failed inside the stage. Message: {@code OBJECT: ENOENT (no such file or directory)}. */
public final class StageFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    private final StageStep step;
    private final int errno;

    StageFailureException(StageStep step, int errno, String object) {
        super(errno == 0 ? object : (object.isEmpty() ? "" : object + ": ") + Errno.describe(errno));
        this.step = step;
        this.errno = errno;
    }

    /** Where. */
    public StageStep step() {
        return step;
    }

    /** The kernel's answer; 0: the kernel was not asked, as when a hook ended with another status than 0. */
    public int errno() {
        return errno;
    }
}
