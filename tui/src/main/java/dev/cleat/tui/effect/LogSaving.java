package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Progress;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes a log as it is shown into a new file: text without escape sequences, readable by its owner only. */
final class LogSaving {

    private final Engine engine;

    LogSaving(Engine engine) {
        this.engine = engine;
    }

    /**
     * From the first chosen line to the last, however many there are.
     *
     * @param progress hears of bytes of all logs
     *
     * <p><b>Errors.</b> {@link IOException} when the file is there already, even as a symbolic link that leads nowhere.
     */
    Message save(Effect.SaveLog effect, Progress progress) throws ContainerException, IOException {
        Path file = NewFile.target(effect.file());
        List<LogTrack> tracks = new ArrayList<>();
        Map<Integer, Long> done = new HashMap<>();
        try {
            List<Iterator<LogLine>> logs = new ArrayList<>();
            for (String name : effect.names()) {
                LogTrack track = open(name, effect.names().size() > 1);
                tracks.add(track);
                int source = logs.size();
                LogScan scan = new LogScan(track, source, effect.choice(), effect.zone(), (at, size) -> {
                    done.put(source, at);
                    progress.at(
                            done.values().stream().mapToLong(Long::longValue).sum(),
                            tracks.stream().mapToLong(LogTrack::size).sum());
                });
                logs.add(scan.all());
            }
            return new Message.LogSaved(file, write(effect, file, new MergedLines(logs)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            tracks.forEach(LogTrack::close);
        }
    }

    /** Of {@code several} one that keeps none does not keep from the others. */
    private LogTrack open(String name, boolean several) throws ContainerException, IOException {
        try {
            return LogTrack.open(engine.consoleLog(name));
        } catch (ContainerException e) {
            if (several) {
                return LogTrack.lacking(e.getMessage());
            }
            throw e;
        }
    }

    private static long write(Effect.SaveLog effect, Path file, Iterator<LogLine> lines)
            throws IOException, ContainerException {
        return NewFile.write(file, out -> {
            long count = 0;
            while (lines.hasNext()) {
                out.write((text(effect, lines.next()) + "\n").getBytes(StandardCharsets.UTF_8));
                count++;
            }
            return count;
        });
    }

    private static String text(Effect.SaveLog effect, LogLine line) {
        String time = effect.times()
                ? line.written()
                        .map(at -> at.atZone(effect.zone())
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toOffsetDateTime() + " ")
                        .orElse("")
                : "";
        String name = effect.names().size() > 1 ? effect.names().get(line.source()) + " " : "";
        return time + name + line.text();
    }
}
