package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Signals;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Gives the operator's terminal back while the operator's shell has stopped us, and takes it again afterwards.
 *
 * <p>Ctrl-Z typed in a session is the command's. What stops us is a SIGTSTP from outside, which can be heard, or a SIGSTOP,
 * of which only the SIGCONT is.
 */
final class JobControl implements AutoCloseable {

    private static final String STOP = "TSTP";
    private static final long STOP_WAIT_MILLIS = 500;

    private final TtyTerminal tty;
    private final Semaphore continued = new Semaphore(0);
    private final SignalHook continuations;
    private SignalHook stops;
    private boolean closed;

    /** From now on. */
    JobControl(TtyTerminal tty) {
        this.tty = tty;
        this.continuations = SignalHook.on("CONT", this::resume);
        this.stops = SignalHook.on(STOP, this::suspend);
    }

    /**
     * Stops us as the signal does that nobody hears. Nothing is stopped in a process group that no shell could continue
     * (setpgid(2)): then the terminal is ours again after a moment. Should a shell continue us in the background, taking the
     * terminal stops us once more (SIGTTOU), until we are in the foreground.
     */
    private synchronized void suspend() {
        if (closed) {
            return;
        }
        boolean wasRaw = tty.suspend();
        stops.close();
        continued.drainPermits();
        try {
            Signals.kill(ProcessHandle.current().pid(), Signals.TSTP);
            continued.tryAcquire(STOP_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ErrnoException e) {
            throw new IllegalStateException("a process may signal itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stops = SignalHook.on(STOP, this::suspend);
        if (wasRaw) {
            tty.enterRaw();
            tty.noteContinued();
        }
    }

    private void resume() {
        continued.release();
        tty.resume();
    }

    /** Whoever heard these signals before hears them again. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stops.close();
            continuations.close();
        }
    }
}
