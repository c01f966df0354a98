package dev.cleat.engine.api;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The operator's terminal: opened once, in one raw state for screens and for the relay, read by one thread at a time.
 *
 * <p>Nobody else may read file descriptor 0 or /dev/tty while it is open. What a relay read but did not consume (what
 * follows the detach keys) is {@link #unread} and comes back to the next {@link #read}.
 */
public interface OperatorTerminal extends AutoCloseable {

    /** The size in character cells as the kernel knows it (TIOCGWINSZ); never asked of the terminal itself. */
    TerminalSize size();

    /**
     * Waits for typed bytes, a wake-up or a change of size, at most {@code atMost}.
     *
     * @return the number of bytes stored from {@code into[0]}; 0 when none came (time-out, {@link #wake}, resize);
     *     -1 when the terminal has gone (hang-up), then for ever
     */
    int read(byte[] into, Duration atMost);

    /** Puts bytes back in front of everything not read yet. */
    void unread(byte[] bytes, int offset, int length);

    /** Writes all bytes, waiting while the terminal is slow; silently nothing once it has gone. */
    void write(byte[] bytes, int offset, int length);

    /** Makes a {@link #read} of another thread return at once. Safe from any thread and from signal handlers. */
    void wake();

    /** True when the size changed since the last call of this method. */
    boolean takeResized();

    /** Gives the terminal the state it had when it was opened; used before stopping oneself (Ctrl-Z). */
    void leaveRaw();

    /** Raw again after {@link #leaveRaw}; TCSADRAIN, so no typed byte is dropped. */
    void enterRaw();

    /**
     * What is written before the state is given back, in {@link #close} or when the JVM ends, as long as this is set; when the
     * JVM ends nothing is shown behind it.
     */
    void setFarewell(Supplier<byte[]> bytes);

    /** Restores the state the terminal had when it was opened. Also done when the JVM ends in any way but SIGKILL. */
    @Override
    void close();
}
