package dev.cleat.tui.effect;

import dev.cleat.engine.api.Progress;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPattern;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogText;
import dev.cleat.tui.model.LogTime;
import dev.cleat.tui.model.LogWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/** Goes through a log in blocks, forwards or backwards, and keeps the chosen lines. However long it is, a block is in memory. */
final class LogScan {

    private static final int BLOCK = 1 << 18;

    /** How far apart a line's own time and the noted one may be: notes of long ago lie as far from each other. */
    private static final Duration AGREEMENT = Duration.ofSeconds(10);

    /** Nobody wants the answer any more. */
    static final class AbandonedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AbandonedException() {
            super(null, null, false, false);
        }
    }

    /**
     * Lines of one block.
     *
     * @param start address of the first
     * @param end address behind the last
     */
    private record Block(List<LogLine> lines, long start, long end) {}

    private final LogTrack track;
    private final int source;
    private final LogChoice choice;
    private final ZoneId zone;
    private final Progress progress;
    private final Predicate<String> filter;
    private boolean wasRecent = true;

    /** @param progress is told how far a search came, and throws {@link AbandonedException} when it need not go on */
    LogScan(LogTrack track, int source, LogChoice choice, ZoneId zone, Progress progress) {
        this.track = track;
        this.source = source;
        this.choice = choice;
        this.zone = zone;
        this.progress = progress;
        this.filter = choice.filter().isEmpty() ? text -> true : LogPattern.filter(choice.filter())::accepts;
    }

    /**
     * Chosen lines before {@code to}, as many as fit into {@code limit} bytes, oldest first.
     *
     * @return the lines, and whether there is nothing chosen before them
     */
    Part back(long to, int limit) throws IOException {
        Deque<LogLine> kept = new ArrayDeque<>();
        long room = limit;
        long end = to;
        while (end > 0 && room > 0) {
            progress.at(to - end, to);
            Block block = before(end);
            List<LogLine> chosen = chosen(block.lines(), true);
            for (int i = chosen.size() - 1; i >= 0 && room > 0; i--) {
                kept.addFirst(chosen.get(i));
                room -= size(chosen.get(i));
            }
            end = block.start();
            if (isOlder(block)) {
                end = 0;
            }
        }
        return new Part(timed(kept), end == 0 && room > 0, to);
    }

    /** Chosen lines from {@code from} on. */
    Part forth(long from, int limit) throws IOException {
        List<LogLine> kept = new ArrayList<>();
        long room = limit;
        long at = from;
        while (at < track.size() && room > 0) {
            progress.at(at - from, track.size() - from);
            Block block = after(at);
            for (LogLine line : chosen(block.lines(), false)) {
                if (room <= 0) {
                    return new Part(timed(kept), false, track.address(line.place()));
                }
                kept.add(line);
                room -= size(line);
            }
            at = block.end();
        }
        return new Part(timed(kept), at >= track.size(), at);
    }

    /** Every chosen line, a block in memory at a time; an unreadable one throws {@link UncheckedIOException}. */
    Iterator<LogLine> all() throws IOException {
        return new Iterator<>() {
            private long at = beginning();
            private Iterator<LogLine> lines = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!lines.hasNext() && at < track.size()) {
                    progress.at(at, track.size());
                    try {
                        Block block = after(at);
                        lines = timed(chosen(block.lines(), false)).iterator();
                        at = block.end();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return lines.hasNext();
            }

            @Override
            public LogLine next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return lines.next();
            }
        };
    }

    /** The next chosen line that matches, behind the one at {@code place} or before it. */
    Optional<LogLine> find(LogPlace place, boolean forward, String search) throws IOException {
        long from = track.address(place);
        LogPattern pattern = LogPattern.search(search);
        long at = from;
        while (forward ? at < track.size() : at > 0) {
            progress.at(Math.abs(at - from), forward ? track.size() - from : from);
            Block block = forward ? after(at) : before(at);
            List<LogLine> lines = new ArrayList<>(chosen(block.lines(), !forward));
            if (!forward) {
                Collections.reverse(lines);
            }
            for (LogLine line : lines) {
                if (pattern.accepts(line.text()) && !line.place().equals(place)) {
                    return Optional.of(line);
                }
            }
            at = forward ? block.end() : block.start();
            if (!forward && isOlder(block)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Where the first chosen line can be: with a time range, the place where it begins, found by halving. */
    long beginning() throws IOException {
        if (choice.since().isEmpty()) {
            return 0;
        }
        long low = 0;
        long high = track.size();
        while (high - low > BLOCK) {
            long middle = low + (high - low) / 2;
            Optional<Instant> time = firstTime(middle);
            if (time.isPresent() && time.get().isBefore(choice.since().get())) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return lineStart(low);
    }

    /** Where what is in memory ends: the start of an incomplete last line, or the end. */
    long resumption() throws IOException {
        long size = track.size();
        byte[] last = track.read(Math.max(0, size - LogWindow.LONGEST_LINE), size);
        if (last.length == 0 || last[last.length - 1] == '\n') {
            return size;
        }
        int feed = lastFeed(last, last.length - 1);
        return feed < 0 ? size : size - last.length + feed + 1;
    }

    /** The start of the line that the byte at {@code address} is in. */
    long lineStart(long address) throws IOException {
        byte[] before = track.read(Math.max(0, address - LogWindow.LONGEST_LINE), address);
        int feed = lastFeed(before, before.length - 1);
        return feed < 0 ? address - (before.length == address ? before.length : 0) : address - before.length + feed + 1;
    }

    private Optional<Instant> firstTime(long address) throws IOException {
        return firstTime(after(lineStart(address)).lines());
    }

    /** True when a line of it is older than what is chosen, so that all before is as well. */
    private boolean isOlder(Block block) {
        return choice.since().isPresent()
                && firstTime(block.lines()).filter(time -> !isRecent(time)).isPresent();
    }

    /** A line without a time belongs to the one before it; the first ones of all to whatever comes behind them. */
    private List<LogLine> chosen(List<LogLine> lines, boolean backwards) {
        boolean recent = firstTime(lines).map(this::isRecent).orElse(backwards || wasRecent);
        List<LogLine> chosen = new ArrayList<>();
        for (LogLine line : lines) {
            recent = line.written().map(this::isRecent).orElse(recent);
            if (recent && filter.test(line.text())) {
                chosen.add(line);
            }
        }
        wasRecent = recent;
        return chosen;
    }

    private boolean isRecent(Instant time) {
        return choice.since().isEmpty() || !time.isBefore(choice.since().get());
    }

    private static Optional<Instant> firstTime(List<LogLine> lines) {
        return lines.stream().flatMap(line -> line.written().stream()).findFirst();
    }

    /** Times are looked for in what is kept only, unless it depends on them what that is. */
    private List<LogLine> timed(Iterable<LogLine> lines) {
        List<LogLine> timed = new ArrayList<>();
        for (LogLine line : lines) {
            Optional<Instant> time = line.written().or(() -> time(line.place(), line.text()));
            timed.add(new LogLine(line.source(), line.place(), time, line.text()));
        }
        return timed;
    }

    /** Bytes in memory. */
    static long size(LogLine line) {
        return line.text().length() + 32L;
    }

    private Block before(long end) throws IOException {
        long start = Math.max(0, end - BLOCK);
        byte[] bytes = track.read(start, end);
        int from = 0;
        if (start > 0) {
            int feed = firstFeed(bytes, 0);
            // Without a line feed it is a piece of a line, as long as the block.
            from = feed < 0 || feed == bytes.length - 1 ? 0 : feed + 1;
        }
        return block(bytes, from, bytes.length, start);
    }

    private Block after(long start) throws IOException {
        byte[] bytes = track.read(start, start + BLOCK);
        boolean isEnd = start + bytes.length >= track.size();
        int feed = lastFeed(bytes, bytes.length - 1);
        return block(bytes, 0, isEnd || feed < 0 ? bytes.length : feed + 1, start);
    }

    private Block block(byte[] bytes, int from, int to, long address) {
        List<LogLine> lines = new ArrayList<>();
        int start = from;
        while (start < to) {
            int feed = firstFeed(bytes, start);
            int end = Math.min(feed < 0 ? to : Math.min(feed, to), start + LogWindow.LONGEST_LINE);
            lines.add(line(bytes, start, end, address));
            start = end == feed ? end + 1 : end;
        }
        return new Block(lines, address + from, address + to);
    }

    private LogLine line(byte[] bytes, int start, int end, long address) {
        String text = LogText.plain(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        LogPlace place = track.place(address + start);
        Optional<Instant> time = choice.since().isEmpty() ? Optional.empty() : time(place, text);
        return new LogLine(source, place, time, text);
    }

    /** When it came, as it was noted. What the line itself says is more exact, but may be anything: it has to agree. */
    private Optional<Instant> time(LogPlace place, String text) {
        Optional<Instant> noted = track.written(place);
        Optional<Instant> said = LogTime.of(text, zone);
        boolean agree = noted.isEmpty()
                || said.isPresent()
                        && Duration.between(said.get(), noted.get()).abs().compareTo(AGREEMENT) <= 0;
        return agree ? said : noted;
    }

    private static int firstFeed(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int lastFeed(byte[] bytes, int from) {
        for (int i = from; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * Chosen lines in a row.
     *
     * @param complete nothing chosen is left on that side
     * @param end address behind the last one looked at
     */
    record Part(List<LogLine> lines, boolean complete, long end) {}
}
