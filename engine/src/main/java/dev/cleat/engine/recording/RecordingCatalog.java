package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The recordings that the index tells of, and those that lie beside it without being told of. */
final class RecordingCatalog {

    private static final double NANOS = 1e9;

    /** A year of more than four digits has no form that calendars agree on. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<Path, Entry> entries = new LinkedHashMap<>();

    /** What is known of one file. */
    private static final class Entry {
        private Optional<JsonTree> start = Optional.empty();
        private Optional<JsonTree> end = Optional.empty();
    }

    /** <b>Errors.</b> IOException when it is there and cannot be read. */
    static RecordingCatalog read(Path directory) throws IOException {
        RecordingCatalog catalog = new RecordingCatalog();
        Path index = directory.resolve(SessionIndex.NAME);
        if (Files.exists(index)) {
            try (LineReader lines = new LineReader(index)) {
                while (lines.next() && lines.isComplete()) {
                    catalog.add(Arrays.copyOf(lines.bytes(), lines.length()));
                }
            }
        }
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, "*" + RecordingName.SUFFIX + "{," + StoredFile.SUFFIX + "}")) {
                files.forEach(catalog::entry);
            }
        }
        return catalog;
    }

    /** A line that is none is nobody's. */
    private void add(byte[] line) {
        try {
            JsonTree tree = JsonTree.of(line);
            Entry entry = entry(Path.of(tree.text("file")));
            if (tree.text("event").equals("end")) {
                entry.end = Optional.of(tree);
            } else {
                entry.start = Optional.of(tree);
                entry.end = Optional.empty();
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            // The recording is still found by its name.
        }
    }

    private Entry entry(Path file) {
        return entries.computeIfAbsent(key(file), any -> new Entry());
    }

    /** Compressed or not it is the same recording. */
    private static Path key(Path file) {
        return StoredFile.plain(file.toAbsolutePath().normalize());
    }

    /** All, oldest first. */
    List<RecordingInfo> all() {
        return those(file -> true);
    }

    /** The same of {@code directory} alone; no other file is opened. */
    List<RecordingInfo> in(Path directory) {
        return those(file -> directory.equals(file.getParent()));
    }

    private List<RecordingInfo> those(Predicate<Path> wanted) {
        return entries.keySet().stream()
                .filter(wanted)
                .map(this::listed)
                .sorted(java.util.Comparator.comparing(info -> info.started().orElse(Instant.EPOCH)))
                .toList();
    }

    /** How the index says that it began. */
    Optional<JsonTree> start(Path file) {
        Entry entry = entries.get(key(file));
        return entry == null ? Optional.empty() : entry.start;
    }

    /** How the index says that it ended. */
    Optional<JsonTree> end(Path file) {
        Entry entry = entries.get(key(file));
        return entry == null ? Optional.empty() : entry.end;
    }

    /** What the recording {@code named} tells of itself, and of what it does not tell the index or the meta file. */
    RecordingInfo info(Path named) {
        Path file = StoredFile.present(named);
        try {
            return info(file, ChainedFacts.of(file));
        } catch (IOException e) {
            return listed(file);
        }
    }

    private RecordingInfo info(Path file, ChainedFacts facts) {
        JsonTree end = entries.getOrDefault(key(file), new Entry()).end.orElseGet(() -> meta(file));
        return info(
                file,
                facts.session(),
                end.isEmpty() ? Ended.of(end) : Ended.of(end).as(facts));
    }

    /** What the index tells of {@code named}; of what is not in it its header and its meta file. */
    private RecordingInfo listed(Path named) {
        Path file = StoredFile.present(named);
        Entry entry = entries.getOrDefault(key(file), new Entry());
        return info(file, entry.start.orElseGet(() -> header(file)), Ended.of(entry.end.orElseGet(() -> meta(file))));
    }

    /** @param isTold false: nobody tells of an end */
    private record Ended(
            boolean isTold, Optional<Duration> duration, OptionalInt status, Optional<String> reason, long lost) {

        static Ended of(JsonTree end) {
            JsonTree exit = end.tree("exit");
            return new Ended(
                    !end.isEmpty(),
                    end.optionalText("duration").flatMap(RecordingCatalog::duration),
                    exitStatus(number(exit, "code")),
                    exit.optionalText("reason"),
                    number(end, "lost").orElse(0));
        }

        /** The recording knows better. */
        Ended as(ChainedFacts facts) {
            return new Ended(
                    isTold,
                    facts.end()
                            .map(event -> CastReplay.duration(event.micros()))
                            .or(() -> duration),
                    facts.end().isEmpty() ? status : exitStatus(facts.status()),
                    facts.end()
                            .filter(event -> facts.exit().isEmpty())
                            .map(CastEvent::data)
                            .or(() -> reason),
                    Math.max(lost, facts.lost()));
        }
    }

    private static RecordingInfo info(Path file, JsonTree who, Ended end) {
        OptionalLong bytes = size(file);
        return new RecordingInfo(
                who.optionalText("id").orElse(""),
                file,
                state(file, bytes, end.isTold()),
                who.optionalText("kind").orElse(""),
                who.optionalText("container").orElse(""),
                who.optionalText("container_id"),
                who.optionalText("user").orElse(""),
                number(who, "uid"),
                number(who, "loginuid"),
                who.optionalText("ssh"),
                who.optionalText("client_tty"),
                who.optionalText("host").orElse(""),
                who.texts("argv"),
                who.optionalText("start").flatMap(RecordingCatalog::instant),
                end.duration(),
                end.status(),
                end.reason(),
                bytes,
                end.lost(),
                who.optionalText("input").orElse("off"),
                who.optionalText("reason"));
    }

    private static State state(Path file, OptionalLong bytes, boolean isEndTold) {
        if (bytes.isEmpty()) {
            return State.MISSING;
        }
        if (isLive(file)) {
            return State.LIVE;
        }
        return isEndTold ? State.COMPLETE : State.TRUNCATED;
    }

    /** Whoever records holds its lock. */
    static boolean isLive(Path file) {
        try (Fd fd = Fd.open(file, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            return FileLock.isHeldByOther(fd);
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonTree header(Path file) {
        try (CastReader reader = new CastReader(file)) {
            return reader.header().tree("x_session");
        } catch (IOException e) {
            return JsonTree.EMPTY;
        }
    }

    private static JsonTree meta(Path file) {
        try {
            return MetaFile.read(file);
        } catch (IOException e) {
            return JsonTree.EMPTY;
        }
    }

    private static OptionalLong size(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? OptionalLong.of(Files.size(file))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(JsonTree tree, String name) {
        try {
            return tree.optionalText(name).isEmpty() ? OptionalLong.empty() : OptionalLong.of(tree.number(name));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalInt exitStatus(OptionalLong code) {
        return code.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) code.getAsLong());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text))
                    .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String seconds) {
        try {
            return Optional.of(Duration.ofNanos((long) (Double.parseDouble(seconds) * NANOS)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
