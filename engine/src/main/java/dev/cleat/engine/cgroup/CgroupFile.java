package dev.cleat.engine.cgroup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads and writes the small files of a cgroup. */
final class CgroupFile {
    private CgroupFile() {}

    /** Opened without O_CREAT, so that a file which is not there is ENOENT and not EACCES. */
    static OutputStream open(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    /** One write(2) of the whole value, as every cgroup file wants it. */
    static void write(Path file, String value) throws IOException {
        try (OutputStream out = open(file)) {
            out.write(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The content without the last newline; empty when the file is not there or cannot be read. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            // ENOENT: removed, or a kernel without it; EOPNOTSUPP: cgroup.procs of a threaded cgroup.
            return Optional.empty();
        }
    }
}
