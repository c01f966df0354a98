package dev.cleat.engine.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Where a process without a terminal says what it does: one line each, with its time. */
final class LifeLog implements AutoCloseable {

    /** One older file is kept. */
    private static final long MOST = 256 << 10;

    private static final Set<OpenOption> APPEND = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path file;

    private LifeLog(Path file) {
        this.file = file;
    }

    static LifeLog open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > MOST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // Then nothing is logged: what this process is for does not depend on it.
        }
        return new LifeLog(file);
    }

    void write(String text) {
        String line = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text.replace('\n', ' ') + "\n";
        try (var channel = Files.newByteChannel(file, APPEND)) {
            channel.write(java.nio.ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // As above.
        }
    }

    @Override
    public void close() {}
}
