package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.Progress;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;

/** A log line by line, for whoever reads no screens: its last lines first, then what is added. Belongs to one thread. */
public final class LogFollowing {

    private final ContainerLog log;
    private LogPlace end = LogPlace.NOWHERE;

    public LogFollowing(ContainerLog log) {
        this.log = log;
    }

    /** The last lines, at most {@code most}; the next {@link #more} goes on behind them. */
    public List<String> last(int most) throws IOException {
        try (LogTrack track = LogTrack.open(log)) {
            LogScan scan = scan(track);
            long stop = scan.resumption();
            end = track.place(stop);
            List<LogLine> lines = scan.back(stop, LogWindow.LIMIT).lines();
            return texts(lines.subList(Math.max(0, lines.size() - most), lines.size()));
        }
    }

    /** Whole lines that were written since; of very many only the newest. */
    public List<String> more() throws IOException {
        try (LogTrack track = LogTrack.open(log)) {
            LogScan scan = scan(track);
            long from = track.address(end);
            long stop = scan.resumption();
            if (stop <= from) {
                return List.of();
            }
            end = track.place(stop);
            return texts(scan.back(stop, (int) Math.min(LogWindow.LIMIT, stop - from)).lines().stream()
                    .filter(line -> track.address(line.place()) >= from)
                    .toList());
        }
    }

    private static LogScan scan(LogTrack track) {
        return new LogScan(track, 0, LogChoice.ALL, ZoneOffset.UTC, Progress.NONE);
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }
}
