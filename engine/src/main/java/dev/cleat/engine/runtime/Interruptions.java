package dev.cleat.engine.runtime;

import dev.cleat.engine.terminal.SignalHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hears the signals that ask this process to end, and ends what its thread waits for. */
final class Interruptions implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<SignalHook> hooks = new ArrayList<>();

    private Interruptions() {}

    /** From now on SIGTERM, SIGINT and SIGHUP interrupt the calling thread instead of ending the process. */
    static Interruptions ofThisThread() {
        Interruptions interruptions = new Interruptions();
        Thread thread = Thread.currentThread();
        for (String name : List.of("TERM", "INT", "HUP")) {
            interruptions.hooks.add(SignalHook.on(name, () -> {
                interruptions.asked.countDown();
                thread.interrupt();
            }));
        }
        return interruptions;
    }

    /** True once a signal came. */
    boolean has() {
        return asked.getCount() == 0;
    }

    /** Waits; false when a signal came before or meanwhile. */
    boolean pause(Duration delay) {
        try {
            return !asked.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false; // by our own hook, which keeps it in mind
        }
    }

    @Override
    public void close() {
        hooks.forEach(SignalHook::close);
    }
}
