package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import java.util.function.Supplier;

/**
 * The line settings of a terminal: raw while we have it, as they were found afterwards, whatever ends the JVM (SIGTERM,
 * SIGHUP, SIGINT and exit run its shutdown hooks; for SIGKILL there is a {@link Guard}).
 */
final class RawMode implements AutoCloseable {

    private final Fd fd;
    private final Termios found;
    private final Thread atExit = new Thread(this::atExit, "restore terminal");
    private final AutoCloseable guard;
    private Supplier<byte[]> farewell = () -> new byte[0];
    private final boolean sharesOutput;
    private boolean raw;
    private boolean closed;
    private volatile boolean saidFarewell;

    /**
     * Reads the settings, changes nothing yet.
     *
     * @param sharesOutput others write to this terminal, too, such as the pager that gets our output
     * @param guard dismissed when the settings have been restored for good
     */
    RawMode(Fd fd, boolean sharesOutput, AutoCloseable guard) throws ErrnoException {
        this.fd = fd;
        this.sharesOutput = sharesOutput;
        this.guard = guard;
        this.found = Termios.of(fd.number());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Raw from now on; does nothing to a terminal that has gone or after {@link #close}. */
    synchronized void enter() {
        if (!closed) {
            raw = true;
            apply(sharesOutput ? found.rawInput() : found.raw());
        }
    }

    /** As it was found. */
    synchronized void leave() {
        raw = false;
        apply(found);
    }

    /** Raw again when it should be: after SIGCONT, for a shell has had the terminal since we were stopped. */
    synchronized boolean reenter() {
        if (raw) {
            enter();
        }
        return raw;
    }

    /** As it was found, after the farewell, for as long as somebody else has it; whether it was raw. */
    synchronized boolean suspend() {
        boolean wasRaw = raw;
        restore();
        return wasRaw;
    }

    /** What to write before the settings are restored, should the JVM end while this is set. */
    synchronized void setFarewell(Supplier<byte[]> bytes) {
        farewell = bytes;
    }

    /** True once the JVM ends and what was to be written last has been. */
    boolean hasSaidFarewell() {
        return saidFarewell;
    }

    private void apply(Termios settings) {
        try {
            settings.apply(fd.number());
        } catch (ErrnoException hungUp) {
            raw = false; // a terminal that has gone has no settings; its next reader learns that it has gone
        }
    }

    private synchronized void restore() {
        if (raw) {
            write(farewell.get());
            leave();
        }
    }

    private void atExit() {
        synchronized (this) {
            saidFarewell = raw && farewell.get().length > 0;
            restore();
        }
        dismissGuard();
    }

    private void dismissGuard() {
        try {
            guard.close();
        } catch (Exception gone) {
            // It was killed: then there is nobody to dismiss.
        }
    }

    /** Writes what fits: a stuck terminal must not keep the JVM from ending. */
    private void write(byte[] last) {
        if (last.length == 0) {
            return;
        }
        try (Buffer bytes = new Buffer(last.length)) {
            bytes.put(last, 0, last.length);
            fd.write(bytes, 0, last.length);
        } catch (ErrnoException hungUp) {
            // Nobody is there to see it.
        }
    }

    /** Restores the settings; the descriptor may be closed afterwards. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            restore();
            closed = true;
        }
        dismissGuard();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs now or has run, and finds nothing left to do.
        }
    }
}
