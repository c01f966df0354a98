package dev.cleat.tui;

/**
 * Keeps the heap of a console that is open all day as small as what it knows. The collector lets what has died among the old
 * lie until the heap is full, and the pages stay with this process; here it is asked to tidy up as soon as there is enough of
 * that, at a moment when nobody types: 2,000 containers take it some 50 ms. The launcher's flags have it give the pages back.
 */
final class HeapTrim {

    /** Bytes; a list of 2,000 containers leaves about one behind each second, one of 200 less than a tenth of that. */
    static final long ENOUGH = 16 << 20;

    private long left = Long.MAX_VALUE;

    /** To be called once in a while, when this thread has nothing better to do. */
    void trim() {
        long used = used();
        if (left == Long.MAX_VALUE) {
            left = used;
        } else if (used > left + ENOUGH) {
            System.gc();
            left = used();
        } else {
            left = Math.min(left, used);
        }
    }

    private static long used() {
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }
}
