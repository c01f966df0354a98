package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the descriptors 0, 1, 2 as the shell gave it to us, in a form that a poll loop can use without changing
 * anything that the shell, or the other processes of a pipeline, share with us.
 *
 * <p>A pipe or a terminal is opened anew through /proc/self/fd (proc(5)), which gives a description of our own that may
 * be non-blocking. A file must not be: the new description would start at offset 0 and without O_APPEND. Where that is
 * so, or permission is missing, the shared description is used as it is, and then only after poll(2) has said that it is
 * ready; for a pipe that means room for PIPE_BUF bytes (pipe(7)), so no write is larger.
 */
public final class HostStream implements AutoCloseable {

    private static final int PIPE_BUF = 4096; // linux/limits.h

    private static final List<String> NAMES = List.of("standard input", "standard output", "standard error");

    private final int number;
    private final Fd fd;
    private final boolean shared;
    private final int mostPerWrite;

    private HostStream(int number, Fd fd, boolean shared, int mostPerWrite) {
        this.number = number;
        this.fd = fd;
        this.shared = shared;
        this.mostPerWrite = mostPerWrite;
    }

    /** For reading descriptor {@code number}. Errors: EBADF when it is not open. */
    public static HostStream source(int number) throws ErrnoException {
        return of(number, Fd.O_RDONLY);
    }

    /** For writing to descriptor {@code number}. Errors: EBADF when it is not open. */
    public static HostStream sink(int number) throws ErrnoException {
        return of(number, Fd.O_WRONLY);
    }

    private static HostStream of(int number, int access) throws ErrnoException {
        Fd duplicate = Fd.owning(number).duplicate(0);
        FileStatus status = duplicate.status();
        if (status.isRegular()) {
            return new HostStream(number, duplicate, true, Integer.MAX_VALUE);
        }
        if (status.isPipe() || Fd.isTerminal(number)) {
            try {
                Path name = Path.of("/proc/self/fd", Integer.toString(number));
                Fd own = Fd.open(name, access | Fd.O_NONBLOCK | Fd.O_NOCTTY, 0);
                duplicate.close();
                return new HostStream(number, own, false, Integer.MAX_VALUE);
            } catch (ErrnoException notOurs) {
                // EACCES after su, ENXIO for a pipe that has lost its other end: the shared one has to do.
            }
        }
        return new HostStream(number, duplicate, true, PIPE_BUF);
    }

    Fd fd() {
        return fd;
    }

    /** True when reading and writing may block, and so need poll(2)'s word each time. */
    boolean isShared() {
        return shared;
    }

    int mostPerWrite() {
        return mostPerWrite;
    }

    /** The kernel's answer about it, with its name: "write" alone says nothing to people. */
    ErrnoException failure(ErrnoException answer) {
        String name = number < NAMES.size() ? NAMES.get(number) : "descriptor " + number;
        return new ErrnoException(name, answer.errno());
    }

    /** Closes our duplicate; the descriptor itself stays open. */
    @Override
    public void close() {
        fd.close();
    }
}
