package dev.cleat.tui.model;

import java.util.Arrays;

/** The last readings of one figure, oldest first, at most {@link #CAPACITY}. One that does not change takes no room. */
public final class Series {

    /** Two minutes at one reading a second. */
    public static final int CAPACITY = 120;

    public static final Series EMPTY = new Series(0, 0, 0, null);

    private final int size;
    private final float latest;
    /** So many of the last readings are {@link #latest}. */
    private final int same;

    /** Every reading; null while they are all the same, as of most containers most are. */
    private final float[] values;

    private Series(int size, float latest, int same, float[] values) {
        this.size = size;
        this.latest = latest;
        this.same = same;
        this.values = values;
    }

    /** One reading more; the oldest goes when it is full. */
    public Series plus(double value) {
        float next = (float) value;
        int grown = Math.min(size + 1, CAPACITY);
        int run = Float.compare(next, latest) == 0 ? Math.min(same + 1, CAPACITY) : 1;
        if (run == grown) {
            return run == same ? this : new Series(grown, next, run, null);
        }
        float[] all = new float[grown];
        for (int i = 0; i < grown - 1; i++) {
            all[i] = value(size - grown + 1 + i);
        }
        all[grown - 1] = next;
        return new Series(grown, next, run, all);
    }

    private float value(int index) {
        return values == null ? latest : values[index];
    }

    public int size() {
        return size;
    }

    /** @param index 0 is the oldest */
    public double get(int index) {
        return value(index);
    }

    /** 0 when there is none. */
    public double latest() {
        return latest;
    }

    public double max() {
        float max = values == null ? latest : 0;
        for (int i = 0; values != null && i < size; i++) {
            max = Math.max(max, values[i]);
        }
        return Math.max(0, max);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series
                && size == series.size
                && Float.compare(latest, series.latest) == 0
                && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Float.hashCode(latest) + size;
    }
}
