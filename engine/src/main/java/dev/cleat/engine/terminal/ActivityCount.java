package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Poll;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Carries nothing; counts what the other flows of its relay carry. */
final class ActivityCount implements Flow {

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final Activity activity;
    private final LongSupplier toCommand;
    private final LongSupplier fromCommand;
    private long toldTo;
    private long toldFrom;
    private long toldAt = System.nanoTime();
    private long lookAt = toldAt + INTERVAL;
    private boolean isQuiet;

    ActivityCount(Activity activity, LongSupplier toCommand, LongSupplier fromCommand) {
        this.activity = activity;
        this.toCommand = toCommand;
        this.fromCommand = fromCommand;
    }

    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void arm(Poll poll, int first) {
        // Waits for nothing but the time.
    }

    /** Sums are made once a second, not at each of the many turns of a flood. */
    @Override
    public void serve(Poll poll, int first, long nowNanos) {
        if (isQuiet) {
            isQuiet = false;
            lookAt = Math.max(nowNanos, toldAt + INTERVAL);
        } else if (nowNanos - lookAt >= 0) {
            isQuiet = !hasNews();
            if (!isQuiet) {
                tell(nowNanos);
            }
            lookAt = nowNanos + INTERVAL;
        }
    }

    private boolean hasNews() {
        return toCommand.getAsLong() != toldTo || fromCommand.getAsLong() != toldFrom;
    }

    private void tell(long now) {
        toldTo = toCommand.getAsLong();
        toldFrom = fromCommand.getAsLong();
        toldAt = now;
        activity.passed(toldTo, toldFrom);
    }

    @Override
    public Optional<Long> due() {
        return isQuiet ? Optional.empty() : Optional.of(lookAt);
    }

    @Override
    public void settle(long nowNanos) {
        if (hasNews()) {
            tell(nowNanos);
        }
    }

    @Override
    public boolean isOutput() {
        return false;
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public long fromCommand() {
        return 0;
    }

    @Override
    public long toCommand() {
        return 0;
    }

    @Override
    public void commandEnded() {
        // What it wrote last is still to be counted.
    }

    @Override
    public void close() {
        // Has nothing.
    }
}
