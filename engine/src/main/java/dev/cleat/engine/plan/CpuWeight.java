package dev.cleat.engine.plan;

/**
 * cpu.shares of cgroup v1 (2 to 262144, default 1024) and cpu.weight of v2 (1 to 10000, default 100). The curve that OCI
 * runtimes agreed on goes through both ends and both defaults: {@code log10(w) = (l² + 125 l) / 612 - 7/34} with
 * {@code l = log2(shares)}.
 */
final class CpuWeight {

    private static final double LINEAR = 125;
    private static final double SCALE = 612;
    private static final double SHIFT = 7.0 / 34;
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long MOST_WEIGHT = 10_000;

    private CpuWeight() {}

    static long fromShares(long shares) {
        double log = Math.log(shares) / Math.log(2);
        long weight = Math.round(Math.pow(10, (log * log + LINEAR * log) / SCALE - SHIFT));
        return Math.min(MOST_WEIGHT, Math.max(1, weight));
    }

    /** The positive root of the same equation. */
    static long toShares(long weight) {
        double log = (-LINEAR + Math.sqrt(LINEAR * LINEAR + 4 * SCALE * (Math.log10(weight) + SHIFT))) / 2;
        return Math.min(MOST_SHARES, Math.max(LEAST_SHARES, Math.round(Math.pow(2, log))));
    }
}
