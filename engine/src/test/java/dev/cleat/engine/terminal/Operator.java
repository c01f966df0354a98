package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.linux.Termios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Somebody at a terminal: types, looks, resizes, hangs up. The terminal is the slave of a PTY of its own. */
public final class Operator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HostPty seat;
    private final TtyTerminal terminal;
    private final Buffer buffer = new Buffer(65536);
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    public Operator() throws IOException {
        this(new TerminalSize(24, 80));
    }

    public Operator(TerminalSize size) throws IOException {
        seat = HostPty.open(-1, -1, size);
        terminal = TtyTerminal.open(seat.name());
    }

    public TtyTerminal terminal() {
        return terminal;
    }

    public HostPty seat() {
        return seat;
    }

    public void type(String keys) throws IOException {
        type(keys.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void type(byte[] keys) throws IOException {
        writeAll(seat.master(), keys);
    }

    /** Looks until the text is there. */
    public void await(String text) throws IOException {
        look(() -> screen().contains(text), "\"" + text + "\"");
    }

    /** Looks until that many bytes were shown. */
    public void awaitBytes(long count) throws IOException {
        look(() -> seen.size() >= count, count + " bytes");
    }

    private void look(BooleanSupplier enough, String what) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() > deadline || !look(Duration.ofSeconds(1))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("no " + what + " among " + seen.size() + " bytes: " + screen());
                }
            }
        }
    }

    /** Takes what is shown; false when there was nothing for so long. */
    public boolean look(Duration atMost) throws IOException {
        try (Poll poll = new Poll(1)) {
            poll.watch(0, seat.master().number(), Poll.IN);
            poll.await(atMost);
            if (!poll.has(0, Poll.IN)) {
                return false;
            }
            int count = seat.master().read(buffer);
            seen.write(buffer.bytes(Math.max(0, count)), 0, Math.max(0, count));
            return count > 0;
        }
    }

    /** Everything that was shown so far, a character per byte. */
    public String screen() {
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    public byte[] bytes() {
        return seen.toByteArray();
    }

    public void resize(TerminalSize size) throws IOException {
        Termios.setWindowSize(seat.master().number(), size);
        terminal.noteResize(); // the kernel sends SIGWINCH to the foreground group of the terminal, which we are not
    }

    public void hangUp() {
        seat.master().close();
    }

    static void writeAll(Fd fd, byte[] bytes) throws IOException {
        try (Poll poll = new Poll(1);
                Buffer all = new Buffer(Math.max(1, bytes.length))) {
            all.put(bytes, 0, bytes.length);
            for (int done = 0; done < bytes.length; ) {
                poll.watch(0, fd.number(), Poll.OUT);
                poll.await(PATIENCE);
                done += Math.max(0, fd.write(all, done, bytes.length - done));
            }
        }
    }

    @Override
    public void close() {
        terminal.close();
        seat.close();
    }
}
