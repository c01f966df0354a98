package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.LogLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Writes a log as it is shown into a new file: text without escape sequences, readable by its owner only. */
final class LogSaving {

    private final Engine engine;

    LogSaving(Engine engine) {
        this.engine = engine;
    }

    /**
     * From the first chosen line to the last, however many there are.
     *
     * <p><b>Errors.</b> {@link IOException} when the file is there already, even as a symbolic link that leads nowhere.
     */
    Message save(Effect.SaveLog effect) throws ContainerException, IOException {
        Path file = target(effect.file());
        List<LogTrack> tracks = new ArrayList<>();
        try {
            List<Iterator<LogLine>> logs = new ArrayList<>();
            for (String name : effect.names()) {
                LogTrack track = open(name, effect.names().size() > 1);
                tracks.add(track);
                LogScan scan = new LogScan(track, logs.size(), effect.choice(), effect.zone(), (done, all) -> {});
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

    /** What begins with {@code ~/} is in the home directory; what is relative, where the console was started. */
    private static Path target(String text) {
        String home = System.getProperty("user.home");
        return Path.of(text.startsWith("~/") ? home + text.substring(1) : text)
                .toAbsolutePath()
                .normalize();
    }

    /** Whoever calls it back keeps nothing of it: the thread is interrupted. */
    private static long write(Effect.SaveLog effect, Path file, Iterator<LogLine> lines) throws IOException {
        try (Writer out = created(file)) {
            long count = 0;
            while (lines.hasNext()) {
                if (Thread.interrupted()) {
                    throw new ClosedByInterruptException();
                }
                out.write(text(effect, lines.next()));
                out.write('\n');
                count++;
            }
            return count;
        } catch (FileAlreadyExistsException e) {
            throw new IOException("there is something of that name already, and nothing is overwritten", e);
        } catch (ClosedByInterruptException e) {
            Files.delete(file);
            throw e;
        }
    }

    private static Writer created(Path file) throws IOException {
        // CREATE_NEW is O_EXCL: it follows no link and overwrites nothing.
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new BufferedWriter(Channels.newWriter(
                Files.newByteChannel(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                StandardCharsets.UTF_8));
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
