package dev.cleat.engine.bench;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** An operator's terminal, and the operator: types on its other side and looks at what comes. Belongs to one thread. */
final class Seat implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HostPty pty;
    private final Poll poll = new Poll(1);
    private final Buffer seen = new Buffer(65536);
    private final Buffer key = new Buffer(1);

    Seat() throws IOException {
        pty = HostPty.open(-1, -1, new TerminalSize(50, 160));
        key.put(new byte[] {'x'}, 0, 1);
    }

    Path name() {
        return pty.name();
    }

    Fd slave() {
        return pty.slave();
    }

    /** The terminal as our engine takes it; the caller closes it. */
    TtyTerminal terminal() throws IOException {
        return TtyTerminal.open(pty.name());
    }

    /** Waits until {@code text} came, which must not be cut in two by a read. */
    void await(String text) throws IOException {
        String all = "";
        while (!all.contains(text)) {
            int count = look();
            all += new String(seen.bytes(count), StandardCharsets.UTF_8);
        }
    }

    /** Throws away so many bytes; returns the nanoseconds from the first to the last. */
    long drain(long bytes) throws IOException {
        long left = bytes - look();
        long before = System.nanoTime();
        while (left > 0) {
            left -= look();
        }
        return System.nanoTime() - before;
    }

    /** Types a letter; returns the nanoseconds until it is shown. */
    long echo() throws IOException {
        long before = System.nanoTime();
        pty.master().write(key, 0, 1);
        look();
        return System.nanoTime() - before;
    }

    /** Types a key; returns the nanoseconds until something is shown. */
    long answer(String keys) throws IOException {
        long before = System.nanoTime();
        type(keys);
        look();
        return System.nanoTime() - before;
    }

    void type(String text) throws IOException {
        pty.master().writeFully(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Throws away what comes in that time. */
    void drainFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            poll.watch(0, pty.master().number(), Poll.IN);
            if (poll.await(Duration.ofNanos(left)) > 0) {
                pty.master().read(seen);
            }
        }
    }

    private int look() throws IOException {
        poll.watch(0, pty.master().number(), Poll.IN);
        if (poll.await(PATIENCE) == 0) {
            throw new IOException("nothing came for " + PATIENCE.toSeconds() + " s");
        }
        return Math.max(0, pty.master().read(seen));
    }

    @Override
    public void close() {
        pty.close();
    }
}
