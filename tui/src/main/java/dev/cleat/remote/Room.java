package dev.cleat.remote;

import java.util.concurrent.atomic.AtomicLong;

/** What all other hosts together may take of this console's memory with what they tell. Thread-safe. */
final class Room {

    /**
     * Of text that was told, and of rows that are drawn of it. In memory it is several times as much: 8,000 containers of other
     * hosts take half of what a console has.
     */
    static final long MOST = 16 << 20;

    private final AtomicLong taken = new AtomicLong();

    /** Takes so much more, or gives it back where that is negative; false and nothing is taken when there is no room. */
    boolean take(long more) {
        long before = taken.get();
        while (before + more <= MOST || more <= 0) {
            if (taken.compareAndSet(before, before + more)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }
}
