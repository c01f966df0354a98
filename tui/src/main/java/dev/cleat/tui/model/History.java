package dev.cleat.tui.model;

import dev.cleat.engine.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The recent past of one container.
 *
 * @param cpu percent of one CPU
 * @param memory bytes
 * @param transfer bytes a second, read from and written to block devices
 * @param pids tasks
 * @param last what had been transferred when it was read last
 */
public record History(Series cpu, Series memory, Series transfer, Series pids, Optional<Transferred> last) {

    public static final History EMPTY =
            new History(Series.EMPTY, Series.EMPTY, Series.EMPTY, Series.EMPTY, Optional.empty());

    /** Bytes so far, both ways. */
    public record Transferred(long bytes, Instant when) {}

    /** With one reading more; an unknown figure leaves no gap. */
    public History plus(Usage usage, Instant now) {
        OptionalLong total = total(usage);
        Optional<Transferred> next =
                total.isPresent() && isLater(now) ? Optional.of(new Transferred(total.getAsLong(), now)) : last;
        return new History(
                usage.cpuPercent().isPresent() ? cpu.plus(usage.cpuPercent().getAsDouble()) : cpu,
                usage.memoryBytes().isPresent()
                        ? memory.plus(usage.memoryBytes().getAsLong())
                        : memory,
                last.isPresent() && !next.equals(last) ? transfer.plus(rate(last.get(), next.get())) : transfer,
                usage.pids().isPresent() ? pids.plus(usage.pids().getAsLong()) : pids,
                next);
    }

    /** The clock stands still between two ticks: what is read meanwhile tells no rate. */
    private boolean isLater(Instant now) {
        return last.isEmpty() || now.isAfter(last.get().when());
    }

    private static OptionalLong total(Usage usage) {
        return usage.ioReadBytes().isPresent() && usage.ioWriteBytes().isPresent()
                ? OptionalLong.of(
                        usage.ioReadBytes().getAsLong() + usage.ioWriteBytes().getAsLong())
                : OptionalLong.empty();
    }

    private static double rate(Transferred before, Transferred after) {
        long millis = Math.max(1, Duration.between(before.when(), after.when()).toMillis());
        return 1000.0 * Math.max(0, after.bytes() - before.bytes()) / millis;
    }
}
