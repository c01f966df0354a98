package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One process for as long as the descriptor is open, whatever happens to its number (pidfd_open(2)). It becomes readable
 * when the process has ended.
 */
public final class PidFd implements AutoCloseable {

    private static final int P_PIDFD = 3;
    private static final int WEXITED = 4;
    private static final int CLD_EXITED = 1;
    private static final int HELD_AT_ONCE = 128; // of 1024 descriptors that a process usually has

    /** For questions that are asked of hundreds of processes again and again. */
    private static final Poll NOW = new Poll(1);

    private final Fd fd;
    private final long pid;

    private PidFd(Fd fd, long pid) {
        this.fd = fd;
        this.pid = pid;
    }

    /** Errors: ESRCH when there is no such process. */
    public static PidFd open(long pid) throws ErrnoException {
        long number = Libc.syscall(Libc.SYS_pidfd_open, pid, 0, 0, 0);
        if (number < 0) {
            throw ErrnoException.last("process " + pid);
        }
        return new PidFd(Fd.owning((int) number), pid);
    }

    /** As {@link #open}; empty when there is no such process. */
    public static Optional<PidFd> ofLiving(long pid) throws ErrnoException {
        try {
            return Optional.of(open(pid));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESRCH) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Its number on the host when it was opened. */
    public long pid() {
        return pid;
    }

    /** The descriptor. */
    public Fd fd() {
        return fd;
    }

    /** Sends a signal; false when the process has ended (ESRCH). */
    public boolean signal(int signal) throws ErrnoException {
        if (Libc.syscall(Libc.SYS_pidfd_send_signal, fd.number(), signal, 0, 0) == 0) {
            return true;
        }
        if (Native.getLastError() == Errno.ESRCH) {
            return false;
        }
        throw ErrnoException.last("process " + pid);
    }

    /** True when the process has ended, reaped or not; does not wait. */
    public boolean hasEnded() {
        synchronized (NOW) {
            NOW.watch(0, fd.number(), Poll.IN);
            return NOW.await(Duration.ZERO) > 0;
        }
    }

    /**
     * Sends signals to all processes that {@code whose} tells of, in their order. Each is held and looked for once more before it
     * gets one: by then the number of one that has ended may be another's. One that has ended is no failure.
     *
     * <p><b>Errors.</b> The last one that could not be signalled, when all others were.
     */
    public static void signalEach(Supplier<? extends Collection<Long>> whose, int... signals) throws ErrnoException {
        List<Long> all = List.copyOf(whose.get());
        ErrnoException failure = null;
        for (int from = 0; from < all.size(); from += HELD_AT_ONCE) {
            List<PidFd> held = new ArrayList<>();
            try {
                for (long pid : all.subList(from, Math.min(all.size(), from + HELD_AT_ONCE))) {
                    ofLiving(pid).ifPresent(held::add);
                }
                Set<Long> still = Set.copyOf(whose.get());
                for (PidFd process : held) {
                    failure = still.contains(process.pid()) ? process.signalled(signals, failure) : failure;
                }
            } finally {
                held.forEach(PidFd::close);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private ErrnoException signalled(int[] signals, ErrnoException before) {
        try {
            for (int signal : signals) {
                signal(signal);
            }
            return before;
        } catch (ErrnoException e) {
            return e;
        }
    }

    /** Waits until the process has ended; false when the time is up first. Negative: for ever. */
    public boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Poll poll = new Poll(1)) {
            poll.watch(0, fd.number(), Poll.IN);
            while (true) {
                Duration left =
                        atMost.isNegative() ? atMost : Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                poll.await(left);
                if (poll.has(0, Poll.IN)) {
                    return true;
                }
                if (!atMost.isNegative() && System.nanoTime() >= deadline) {
                    return false;
                }
            }
        }
    }

    /** How a process came to its end. {@code killed}: {@code value} is a signal number, else an exit status. */
    public record End(boolean killed, int value) {}

    /** Waits for this child of ours and removes it from the process table (waitid(2)). */
    public End reap() throws ErrnoException {
        try (Memory info = new Memory(128)) {
            info.clear();
            while (Libc.waitid(P_PIDFD, fd.number(), info, WEXITED) != 0) {
                if (Native.getLastError() != Errno.EINTR) {
                    throw ErrnoException.last("process " + pid);
                }
            }
            return new End(info.getInt(8) != CLD_EXITED, info.getInt(24));
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
