package dev.cleat.tui.model;

import dev.cleat.engine.api.Usage;

/**
 * The recent past of one container.
 *
 * @param cpu percent of one CPU
 * @param memory bytes
 */
public record History(Series cpu, Series memory) {

    public static final History EMPTY = new History(Series.EMPTY, Series.EMPTY);

    /** With one reading more; an unknown figure leaves no gap. */
    public History plus(Usage usage) {
        return new History(
                usage.cpuPercent().isPresent() ? cpu.plus(usage.cpuPercent().getAsDouble()) : cpu,
                usage.memoryBytes().isPresent()
                        ? memory.plus(usage.memoryBytes().getAsLong())
                        : memory);
    }
}
