package dev.cleat.tui.model;

import java.util.Arrays;

/** The last readings of one figure, oldest first, at most {@link #CAPACITY}. */
public final class Series {

    /** Two minutes at one reading a second. */
    public static final int CAPACITY = 120;

    public static final Series EMPTY = new Series(new float[0]);

    private final float[] values;

    private Series(float[] values) {
        this.values = values;
    }

    /** One reading more; the oldest goes when it is full. */
    public Series plus(double value) {
        int dropped = values.length == CAPACITY ? 1 : 0;
        float[] next = new float[values.length - dropped + 1];
        System.arraycopy(values, dropped, next, 0, next.length - 1);
        next[next.length - 1] = (float) value;
        return new Series(next);
    }

    public int size() {
        return values.length;
    }

    /** @param index 0 is the oldest */
    public double get(int index) {
        return values[index];
    }

    /** 0 when there is none. */
    public double latest() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    public double max() {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
