package dev.cleat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a flow undo what it did when SIGINT, SIGTERM or SIGHUP ends this process: interrupts the flow's thread and holds
 * the JVM's end back until the flow is over.
 */
final class Interruption {

    /** Longer than any flow takes to give back what it took. */
    private static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread flow) {
        hook = new Thread(() -> interrupt(flow), "interruption");
    }

    /** Guards the calling thread until {@link #over()}, which it calls itself. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Runs in the hook. It waits for the flow, not for its thread: that one may be stuck in exit() behind this hook. */
    private void interrupt(Thread flow) {
        flow.interrupt();
        try {
            end.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a hook; if somebody did, the end would be wanted at once.
            Thread.currentThread().interrupt();
        }
    }

    /** The flow is over, whichever way. */
    void over() {
        end.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook runs, and the latch lets it go.
            return;
        }
    }
}
