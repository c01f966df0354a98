package dev.cleat.engine.storage;

import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionFiles;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.storage.Definitions.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Definition files as they were read, as long as neither they nor what they include change: a list of thousands that is
 * looked at costs a look at each file, not a reading of it. Thread-safe.
 */
final class KnownDefinitions {

    /** Inode, size and ctime, which every write and every rename changes (inode(7)). */
    private static final String FINGERPRINT = "unix:ino,size,ctime";

    /** Within so long a file could change twice and look the same: the kernel's clock for files ticks 100 times a second at least. */
    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** @param files that were read for it, and what they looked like before */
    private record Known(Map<Path, Map<String, Object>> files, Found found) {
        boolean isAsItWas() {
            return files.entrySet().stream()
                    .allMatch(file -> fingerprint(file.getKey()).equals(file.getValue()));
        }
    }

    /** As it is now. */
    Found read(Path file, boolean sample) {
        Known last = known.get(file);
        if (last != null && last.isAsItWas()) {
            return last.found();
        }
        Noted files = new Noted();
        DefinitionReader.Result result = new DefinitionReader(files).tryRead(file);
        Found found = new Found(
                result.definition().map(Definition::name).orElse(DefinitionReader.defaultName(file.toAbsolutePath())),
                file,
                result.definition().map(d -> d.description().text()).orElse(""),
                sample,
                result.problems());
        if (files.canBeKept(file)) {
            known.put(file, new Known(files.seen, found));
        } else {
            known.remove(file);
        }
        return found;
    }

    /** Forgets all others. */
    void retain(Set<Path> files) {
        known.keySet().retainAll(files);
    }

    private static Map<String, Object> fingerprint(Path file) {
        try {
            return Files.readAttributes(file, FINGERPRINT);
        } catch (IOException e) {
            return Map.of(); // not there, or nobody may look: that, too, may change
        }
    }

    /** This host's files, and which of them were asked for. */
    private static final class Noted implements DefinitionFiles {

        private final LocalDefinitionFiles files = new LocalDefinitionFiles();
        private final Map<Path, Map<String, Object>> seen = new HashMap<>();

        @Override
        public byte[] firstBytes(Path file, int atMost) throws IOException {
            seen.put(file, fingerprint(file)); // before it is read, so that a later write is seen
            return files.firstBytes(file, atMost);
        }

        @Override
        public Optional<List<Path>> inDirectory(Path path) throws IOException {
            seen.put(path, fingerprint(path));
            return files.inDirectory(path);
        }

        /** A configuration of LXC includes files that are not told. */
        boolean canBeKept(Path file) {
            Instant young = Instant.now().minus(YOUNG);
            return file.getFileName().toString().endsWith(".yaml")
                    && seen.values().stream()
                            .allMatch(look -> look.get("ctime") instanceof FileTime time
                                    && time.toInstant().isBefore(young));
        }
    }
}
