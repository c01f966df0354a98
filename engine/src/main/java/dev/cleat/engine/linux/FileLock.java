package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Exclusive locks of open file descriptions (fcntl(2), "Open file description locks"): whoever inherits a copy of the
 * descriptor holds the lock too, and it goes with the last copy, however its process ends.
 */
public final class FileLock {

    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    private static final int FLOCK = 32;

    /** The same question is asked of hundreds of locks again and again. */
    private static final Memory QUESTION = new Memory(FLOCK);

    private FileLock() {}

    /** Takes the lock at once; false when somebody else has it. */
    public static boolean tryTake(Fd file) throws ErrnoException {
        try (Memory lock = new Memory(FLOCK)) {
            describeWholeFile(lock, F_WRLCK);
            if (Libc.fcntl(file.number(), F_OFD_SETLK, Pointer.nativeValue(lock)) == 0) {
                return true;
            }
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
                return false;
            }
            throw new ErrnoException("lock", errno);
        }
    }

    /**
     * True when another open file description has the lock; takes nothing. A lock for reading, which whoever may read the file
     * can take, is none: it would not keep another out (F_RDLCK).
     */
    public static boolean isHeldByOther(Fd file) throws ErrnoException {
        synchronized (QUESTION) {
            describeWholeFile(QUESTION, F_RDLCK);
            if (Libc.fcntl(file.number(), F_OFD_GETLK, Pointer.nativeValue(QUESTION)) != 0) {
                throw ErrnoException.last("lock");
            }
            return QUESTION.getShort(0) != F_UNLCK;
        }
    }

    /** struct flock on 64-bit Linux: from the first byte to the end. */
    private static void describeWholeFile(Memory lock, short type) {
        lock.clear();
        lock.setShort(0, type);
    }
}
