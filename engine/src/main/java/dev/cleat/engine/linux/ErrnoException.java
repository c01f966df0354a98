package dev.cleat.engine.linux;

import com.sun.jna.Native;
import java.io.IOException;

/** A system call failed. Message: {@code OBJECT: ENOENT (no such file or directory)}. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param object path, pid or descriptor the call was about
     * @param errno as errno(3)
     */
    public ErrnoException(String object, int errno) {
        super(object + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The error of the system call that this thread made last. */
    static ErrnoException last(String object) {
        return new ErrnoException(object, Native.getLastError());
    }

    /** One of {@link Errno}. */
    public int errno() {
        return errno;
    }
}
