package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A directory of one console's own, 0700: whoever can open ssh's control socket is on the other host. Gone with it. */
record ControlDirectory(Path path, AtomicInteger files) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);

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
    Path newFile() {
        return path.resolve("f" + files.incrementAndGet());
    }

    /** Once those who put sockets there are on their way out, which takes them a moment. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!isRemoved() && System.nanoTime() < deadline) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRemoved() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false; // ssh has put its socket there at the same moment
        }
    }
}
