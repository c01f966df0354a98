package dev.cleat.engine.terminal;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.EventFd;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.linux.Termios;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The operator's terminal as a Linux tty (tty(4), termios(3)), raw from the moment it is opened until it is closed.
 *
 * <p>The device is opened anew, so that O_NONBLOCK is set on our own file description and never on the one that the
 * shell shares with us.
 */
public final class TtyTerminal implements OperatorTerminal {

    private static final Path CONTROLLING = Path.of("/dev/tty");
    private static final TerminalSize FALLBACK = new TerminalSize(24, 80);
    private static final Duration FOR_EVER = Duration.ofNanos(-1);
    private static final int TTY = 0;
    private static final int WAKE = 1;

    private final Fd fd;
    private final RawMode mode;
    private final EventFd wakeUps;
    private final SignalHook sizeChanges;
    private final SignalHook continuations;
    private final Poll inputs = new Poll(2);
    private final Poll outputs = new Poll(1);
    private final Buffer typed = new Buffer(4096);
    private final Buffer written = new Buffer(16384);
    private final ByteQueue unread = new ByteQueue();
    private final AtomicBoolean resized = new AtomicBoolean();
    private final AtomicBoolean continued = new AtomicBoolean();
    private volatile boolean gone;

    private TtyTerminal(Fd fd, boolean sharesOutput, AutoCloseable guard) throws ErrnoException {
        this.fd = fd;
        this.mode = new RawMode(fd, sharesOutput, guard);
        this.wakeUps = new EventFd();
        this.sizeChanges = SignalHook.on("WINCH", this::noteResize);
        this.continuations = SignalHook.on("CONT", this::resume);
    }

    /**
     * Opens the controlling terminal; without one, the first of descriptors 0 to 2 that is a terminal.
     *
     * @throws IOException ENXIO when there is neither
     */
    public static TtyTerminal open(Guard guard) throws IOException {
        boolean sharesOutput = !Fd.isTerminal(1);
        try {
            return open(CONTROLLING, sharesOutput, guard);
        } catch (ErrnoException noControllingTerminal) {
            for (int number = 0; number <= 2; number++) {
                if (Fd.isTerminal(number)) {
                    return open(Path.of("/proc/self/fd", Integer.toString(number)), sharesOutput, guard);
                }
            }
            throw noControllingTerminal;
        }
    }

    /** Opens the terminal device at {@code path}, unguarded, and makes it raw. */
    public static TtyTerminal open(Path path) throws IOException {
        return open(path, false, Guard.NONE);
    }

    private static TtyTerminal open(Path path, boolean sharesOutput, Guard guard) throws IOException {
        Fd fd = Fd.open(path, Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_NONBLOCK, 0);
        try {
            TtyTerminal terminal = new TtyTerminal(fd, sharesOutput, guard.watch(fd, TerminalReset.ofUnknown()));
            terminal.enterRaw();
            return terminal;
        } catch (IOException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    @Override
    public TerminalSize size() {
        try {
            TerminalSize size = Termios.windowSize(fd.number());
            return size.rows() == 0 || size.columns() == 0 ? FALLBACK : size;
        } catch (ErrnoException hungUp) {
            return FALLBACK;
        }
    }

    @Override
    public int read(byte[] into, Duration atMost) {
        if (!unread.isEmpty()) {
            return unread.take(into);
        }
        if (gone) {
            return -1;
        }
        inputs.watch(TTY, fd.number(), Poll.IN);
        inputs.watch(WAKE, wakeUps.number(), Poll.IN);
        inputs.await(atMost);
        if (inputs.has(WAKE, Poll.IN)) {
            wakeUps.drain();
        }
        if (!inputs.has(TTY, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            return 0;
        }
        byte[] bytes = readNow(into.length);
        System.arraycopy(bytes, 0, into, 0, bytes.length);
        return gone ? -1 : bytes.length;
    }

    /** Reads what poll(2) has announced; empty when there was nothing or the terminal {@link #isGone}. */
    byte[] readNow(int atMost) {
        try {
            int count = fd.read(typed, 0, Math.min(atMost, typed.capacity()));
            gone |= count == 0; // hung up, or we are an orphan in the background: there will never be a byte again
            return typed.bytes(Math.max(0, count));
        } catch (ErrnoException e) {
            gone = true;
            return new byte[0];
        }
    }

    @Override
    public void unread(byte[] bytes, int offset, int length) {
        unread.addFirst(bytes, offset, length);
    }

    /** True while bytes wait that were unread. */
    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** What was unread, at most {@code atMost} bytes. */
    byte[] takeUnread(int atMost) {
        byte[] bytes = new byte[Math.min(atMost, unread.size())];
        unread.take(bytes);
        return bytes;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        gone |= mode.hasSaidFarewell();
        for (int done = 0; done < length && !gone; ) {
            int count = Math.min(length - done, written.capacity());
            written.put(bytes, offset + done, count);
            writeAll(count);
            done += count;
        }
    }

    private void writeAll(int count) {
        for (int done = 0; done < count && !gone; ) {
            int accepted = writeNow(written, done, count - done);
            if (accepted >= 0) {
                done += accepted;
                continue;
            }
            outputs.watch(0, fd.number(), Poll.OUT);
            outputs.await(FOR_EVER);
            gone |= outputs.has(0, Poll.HANG_UP | Poll.ERROR);
        }
    }

    /** Writes as much as the terminal takes at once; -1 when that is nothing, or when it {@link #isGone}. */
    int writeNow(Buffer bytes, int offset, int length) {
        try {
            return fd.write(bytes, offset, length);
        } catch (ErrnoException hungUp) {
            gone = true;
            return -1;
        }
    }

    /** True once it was hung up. */
    boolean isGone() {
        return gone;
    }

    /** For poll(2). */
    Fd fd() {
        return fd;
    }

    /** Readable after {@link #wake} and after a change of size. */
    EventFd wakeUps() {
        return wakeUps;
    }

    @Override
    public void wake() {
        wakeUps.signal();
    }

    @Override
    public boolean takeResized() {
        return resized.getAndSet(false);
    }

    /** What SIGWINCH does. */
    void noteResize() {
        resized.set(true);
        wake();
    }

    /** What SIGCONT does: whoever had the terminal meanwhile may have changed its settings, its size and what it shows. */
    void resume() {
        if (mode.reenter()) {
            noteContinued();
        }
    }

    /** As it was found, and without what the session changed, while somebody else has it; whether it was raw. */
    boolean suspend() {
        return mode.suspend();
    }

    /** It is ours again. */
    void noteContinued() {
        continued.set(true);
        noteResize();
    }

    /** True once after it became ours again: nothing is known of what it shows. */
    boolean takeContinued() {
        return continued.getAndSet(false);
    }

    @Override
    public void setFarewell(Supplier<byte[]> bytes) {
        mode.setFarewell(bytes);
    }

    @Override
    public void leaveRaw() {
        mode.leave();
    }

    @Override
    public void enterRaw() {
        mode.enter();
    }

    /** Not while another thread reads or writes. */
    @Override
    public void close() {
        if (!fd.isOpen()) {
            return;
        }
        mode.close();
        continuations.close();
        sizeChanges.close();
        wakeUps.close();
        fd.close();
        inputs.close();
        outputs.close();
        typed.close();
        written.close();
    }
}
