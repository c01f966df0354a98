package dev.cleat.engine.runtime;

import dev.cleat.engine.api.LogTimes;
import dev.cleat.engine.stage.LogTimesFile;
import dev.cleat.engine.stage.LogTimesFile.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/** When a container's log was written, as its keeper noted it; read when it is asked for the first time. */
final class NotedTimes implements LogTimes {

    private final Path file;

    /** Inode of a log to times by the bytes that they begin with. */
    private Map<Long, TreeMap<Long, Instant>> noted;

    NotedTimes(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Optional<Instant> written(long log, long offset) {
        if (noted == null) {
            noted = read();
        }
        return Optional.ofNullable(noted.get(log))
                .map(times -> times.floorEntry(offset))
                .map(Entry::getValue);
    }

    private Map<Long, TreeMap<Long, Instant>> read() {
        Map<Long, TreeMap<Long, Instant>> times = new HashMap<>();
        try {
            for (Note note : LogTimesFile.read(file)) {
                TreeMap<Long, Instant> of = times.computeIfAbsent(note.file(), inode -> new TreeMap<>());
                // What comes later and lies before it is of a log that was cut, or of another file with its number.
                of.tailMap(note.size(), true).clear();
                of.put(note.size(), note.time());
            }
            return times;
        } catch (IOException e) {
            return Map.of(); // nobody noted any, or they cannot be read
        }
    }
}
