package dev.cleat.tui.effect;

import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One log, or several put together by the times that their lines tell. A line without a time stays behind the one it follows
 * in its own log; what comes before any time comes first. Of several the ends are shown only.
 */
final class LogMerge {

    private final List<LogTrack> tracks;
    private final List<LogScan> scans;

    LogMerge(List<LogTrack> tracks, List<LogScan> scans) {
        this.tracks = List.copyOf(tracks);
        this.scans = List.copyOf(scans);
    }

    /** The end of each. */
    LogWindow tail() throws IOException {
        List<List<LogLine>> all = new ArrayList<>();
        boolean head = true;
        for (int i = 0; i < scans.size(); i++) {
            LogScan.Part part = scans.get(i).back(tracks.get(i).size(), LogWindow.LIMIT / scans.size());
            Optional<LogLine> lack = lack(i);
            all.add(lack.map(List::of).orElse(part.lines()));
            head &= part.complete();
        }
        return window(MergedLines.of(all), head, true, ends());
    }

    private Optional<LogLine> lack(int source) {
        return tracks.get(source)
                .lack()
                .map(reason -> new LogLine(source, LogPlace.NOWHERE, Optional.empty(), "(" + reason + ")"));
    }

    /** The beginning; of several their ends all the same. */
    LogWindow head() throws IOException {
        if (scans.size() > 1) {
            return tail();
        }
        LogScan scan = scans.get(0);
        LogScan.Part part = scan.forth(scan.beginning(), LogWindow.LIMIT);
        return window(part.lines(), true, part.complete(), part.complete() ? ends() : List.of());
    }

    /** What is on both sides of a place. */
    LogWindow around(LogPlace place) throws IOException {
        if (scans.size() > 1) {
            return tail();
        }
        long middle = tracks.get(0).address(place);
        LogScan.Part before = scans.get(0).back(middle, LogWindow.LIMIT / 2);
        LogScan.Part behind = scans.get(0).forth(middle, LogWindow.LIMIT / 2);
        List<LogLine> lines = new ArrayList<>(before.lines());
        lines.addAll(behind.lines());
        return window(lines, before.complete(), behind.complete(), behind.complete() ? ends() : List.of());
    }

    Optional<LogPlace> find(LogPlace from, boolean forward, String search) throws IOException {
        return scans.size() > 1
                ? Optional.empty()
                : scans.get(0).find(from, forward, search).map(LogLine::place);
    }

    /**
     * With what was written since, seen at {@code now}; the same object when nothing was. Of somebody who does not follow it
     * nothing is dropped; what is too much is not shown then, and {@link LogWindow#tail} is false.
     */
    LogWindow more(LogWindow known, boolean follow, Instant now) throws IOException {
        List<LogLine> lines = new ArrayList<>(known.lines());
        List<List<LogLine>> all = new ArrayList<>();
        boolean complete = true;
        boolean grew = size() != known.size();
        for (int i = 0; i < scans.size(); i++) {
            LogPlace end = known.ends().get(i);
            long from = tracks.get(i).address(end);
            lines.removeIf(line -> line.place().equals(end) && !end.equals(LogPlace.NOWHERE)); // it was incomplete
            LogScan.Part part = scans.get(i).forth(from, LogWindow.LIMIT);
            all.add(part.lines().stream().map(line -> line.seen(now)).toList());
            complete &= part.complete();
            grew |= from != scans.get(i).resumption();
        }
        if (!grew) {
            return known;
        }
        lines.addAll(MergedLines.of(all));
        if (!complete || size(lines) > LogWindow.LIMIT * 2L && !follow) {
            return follow ? tail() : window(known.lines(), known.head(), false, List.of());
        }
        int dropped = surplus(lines);
        return window(lines.subList(dropped, lines.size()), known.head() && dropped == 0, true, ends());
    }

    /** How many lines at the beginning are too many. */
    private static int surplus(List<LogLine> lines) {
        long size = size(lines);
        int dropped = 0;
        if (size > LogWindow.LIMIT * 2L) {
            while (size > LogWindow.LIMIT) {
                size -= LogScan.size(lines.get(dropped++));
            }
        }
        return dropped;
    }

    private static long size(List<LogLine> lines) {
        return lines.stream().mapToLong(LogScan::size).sum();
    }

    private LogWindow window(List<LogLine> lines, boolean head, boolean tail, List<LogPlace> ends) {
        boolean timed = lines.stream().anyMatch(line -> line.written().isPresent());
        return new LogWindow(lines, head, tail, ends, size(), timed);
    }

    private long size() {
        return tracks.stream().mapToLong(LogTrack::size).sum();
    }

    private List<LogPlace> ends() throws IOException {
        List<LogPlace> ends = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            ends.add(tracks.get(i).place(scans.get(i).resumption()));
        }
        return ends;
    }
}
