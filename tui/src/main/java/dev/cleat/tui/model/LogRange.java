package dev.cleat.tui.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back a log is shown. */
public enum LogRange {
    ALL("everything", Duration.ZERO),
    MINUTE("last minute", Duration.ofMinutes(1)),
    FIVE_MINUTES("last 5 minutes", Duration.ofMinutes(5)),
    QUARTER("last 15 minutes", Duration.ofMinutes(15)),
    HALF_HOUR("last 30 minutes", Duration.ofMinutes(30)),
    HOUR("last hour", Duration.ofHours(1)),
    DAY("last day", Duration.ofDays(1));

    private final String label;
    private final Duration length;

    LogRange(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    public String label() {
        return label;
    }

    /** What was written earlier is not shown; empty: everything is. */
    public Optional<Instant> since(Instant now) {
        return this == ALL ? Optional.empty() : Optional.of(now.minus(length));
    }
}
