package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A directory of one console's own, 0700: whoever can open ssh's control socket is on the other host. Gone with it. */
record ControlDirectory(Path path, AtomicInteger logs) implements AutoCloseable {

    static ControlDirectory make() throws ContainerException {
        try {
            // Short: ssh appends 17 characters to the name of a socket, and 107 are all that one can have (unix(7)).
            Path parent = Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/tmp"));
            Path base = parent.toString().length() < 50 && Files.isWritable(parent) ? parent : Path.of("/tmp");
            Path made = Files.createTempDirectory(
                    base, "cleat-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new ControlDirectory(made, new AtomicInteger());
        } catch (IOException e) {
            throw new HostLimitException("no directory for the sockets of ssh: " + e.getMessage(), null, e);
        }
    }

    Path socket(int number) {
        return path.resolve("s" + number);
    }

    /** A name for a file that there is not yet. */
    Path newLog() {
        return path.resolve("log" + logs.incrementAndGet());
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            return; // ssh removes its socket at the same moment, or /tmp is not ours any more
        }
    }
}
