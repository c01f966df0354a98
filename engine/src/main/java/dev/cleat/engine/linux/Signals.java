package dev.cleat.engine.linux;

/** Numbers of signal(7), the same on x86-64 and aarch64, and kill(2). */
public final class Signals {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int KILL = 9;
    public static final int TERM = 15;
    public static final int CONT = 18;
    public static final int TSTP = 20;
    public static final int PWR = 30;

    private Signals() {}

    /** kill(2); false when there is no such process. A pid from a list just read, else use {@link PidFd}. */
    public static boolean kill(long pid, int signal) throws ErrnoException {
        if (Libc.kill((int) pid, signal) == 0) {
            return true;
        }
        ErrnoException failure = ErrnoException.last("process " + pid);
        if (failure.errno() == Errno.ESRCH) {
            return false;
        }
        throw failure;
    }
}
