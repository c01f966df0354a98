package dev.cleat.tui.effect;

import dev.cleat.tui.model.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Several logs as one: the log whose next line is the oldest goes on, of equals the first. A line without a time is as old as
 * the one before it in its own log; what comes before any time comes first.
 */
final class MergedLines implements Iterator<LogLine> {

    private final List<Iterator<LogLine>> logs;
    private final LogLine[] next;
    private final Instant[] time;

    MergedLines(List<Iterator<LogLine>> logs) {
        this.logs = List.copyOf(logs);
        this.next = new LogLine[logs.size()];
        this.time = new Instant[logs.size()];
        Arrays.fill(time, Instant.MIN);
        for (int i = 0; i < next.length; i++) {
            advance(i);
        }
    }

    static List<LogLine> of(List<List<LogLine>> logs) {
        List<LogLine> lines = new ArrayList<>();
        new MergedLines(logs.stream().map(List::iterator).toList()).forEachRemaining(lines::add);
        return lines;
    }

    private void advance(int log) {
        next[log] = logs.get(log).hasNext() ? logs.get(log).next() : null;
        if (next[log] != null) {
            time[log] = next[log].written().orElse(time[log]);
        }
    }

    @Override
    public boolean hasNext() {
        return oldest() >= 0;
    }

    @Override
    public LogLine next() {
        int log = oldest();
        if (log < 0) {
            throw new NoSuchElementException();
        }
        LogLine line = next[log];
        advance(log);
        return line;
    }

    private int oldest() {
        int oldest = -1;
        for (int i = 0; i < next.length; i++) {
            if (next[i] != null && (oldest < 0 || time[i].isBefore(time[oldest]))) {
                oldest = i;
            }
        }
        return oldest;
    }
}
