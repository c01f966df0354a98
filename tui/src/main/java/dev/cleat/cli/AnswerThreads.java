package dev.cleat.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which thread answers which question, so that what is done for it can be called back: the thread is interrupted, and a flow of
 * the engine that is interrupted gives back what it took. Thread-safe.
 */
final class AnswerThreads {

    private final Set<Long> asked = new HashSet<>();
    private final Map<Long, Thread> threads = new HashMap<>();
    private final Set<Long> unwanted = new HashSet<>();

    /** It will be {@link #run}, once a thread is free. */
    synchronized void expect(long id) {
        asked.add(id);
    }

    void run(long id, Runnable answer) {
        begin(id);
        try {
            answer.run();
        } finally {
            end(id);
        }
    }

    private synchronized void begin(long id) {
        threads.put(id, Thread.currentThread());
        if (unwanted.contains(id)) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end(long id) {
        threads.remove(id);
        asked.remove(id);
        unwanted.remove(id);
        Thread.interrupted(); // called back too late: the thread answers other questions later
    }

    /** Nothing when it is answered already, or was never asked. */
    synchronized void callBack(long id) {
        if (asked.contains(id)) {
            unwanted.add(id);
        }
        Thread thread = threads.get(id);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
