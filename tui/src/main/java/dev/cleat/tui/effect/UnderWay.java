package dev.cleat.tui.effect;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which thread does which work, so that it can be called back: its thread is interrupted. Thread-safe. */
final class UnderWay {

    private final Map<Long, Thread> threads = new ConcurrentHashMap<>();

    private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();

    /** Runs {@code flow} as work that can be called back. */
    void run(long work, Runnable flow) {
        threads.put(work, Thread.currentThread());
        try {
            flow.run();
        } finally {
            threads.remove(work);
            unwanted.remove(work);
            Thread.interrupted(); // called back too late: the thread does other things later
        }
    }

    /** True when what fails now fails because of that. */
    boolean isCalledBack(long work) {
        return unwanted.contains(work);
    }

    /** An engine's flow that is interrupted gives back what it took before it fails. */
    void callBack(long work) {
        threads.computeIfPresent(work, (id, thread) -> {
            unwanted.add(id);
            thread.interrupt();
            return thread;
        });
    }
}
