package dev.cleat.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which names are stored, asked for once a second and more: looked up when the directory of all of them has changed (one
 * stat(2) each time), and every ten seconds for what changes below it. Thread-safe.
 */
final class StoredNames {

    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final Path directory;
    private final Supplier<Map<String, Path>> look;
    private final LongSupplier nanos;
    private Map<String, Path> found = Map.of();
    private FileTime changed;
    private long looked;

    /**
     * @param look all of them, now
     * @param nanos a clock
     */
    StoredNames(Path directory, Supplier<Map<String, Path>> look, LongSupplier nanos) {
        this.directory = directory;
        this.look = look;
        this.nanos = nanos;
    }

    /** The definition of each; the same map as long as nothing was looked up. */
    synchronized Map<String, Path> get() {
        FileTime now = changed();
        boolean old = nanos.getAsLong() - looked > LONGEST_NANOS;
        if (changed == null || old || !now.equals(changed)) {
            changed = now;
            looked = nanos.getAsLong();
            Map<String, Path> fresh = look.get();
            found = fresh.equals(found) ? found : fresh;
        }
        return found;
    }

    /** Who has stored or removed one knows it at once. */
    synchronized void forget() {
        changed = null;
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // nothing was ever stored
        }
    }
}
