package dev.cleat.engine.state;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state directory of this host ({@code /run/cleat}): one directory for each container of ours, 0700. A container lives
 * exactly as long as somebody holds its {@code lock}: the keeper, or the command that starts it. Thread-safe.
 */
public final class StateStore {

    static final String LOCK = "lock";
    static final String STATE = "state.json";
    static final String EXIT = "exit.json";
    static final int MAX_FILE = 1 << 20;

    private final Path directory;

    /** @param directory made at the first claim */
    public StateStore(Path directory) {
        this.directory = directory;
    }

    /** Where a container's directory is or will be. */
    public Path directoryOf(String name) {
        return directory.resolve(name);
    }

    /**
     * Takes a name: makes its directory and holds its lock until the claim is closed or a keeper has inherited it.
     *
     * <p><b>Errors.</b> {@link BusyException} when a container of that name lives or is being started; IOException when
     * the directory cannot be made or belongs to somebody else.
     */
    public Claim claim(String name) throws IOException, BusyException {
        Files.createDirectories(directory);
        try (Fd root = openOwned(directory)) {
            while (true) {
                root.makeDirectoryAt(name, 0700);
                Optional<Claim> claim = tryClaim(root, name);
                if (claim.isPresent()) {
                    return claim.get();
                }
            }
        }
    }

    /** Empty when somebody gives the name back right now: its directory or its lock has gone since we looked. */
    private Optional<Claim> tryClaim(Fd root, String name) throws IOException, BusyException {
        Optional<Fd> container = openUnlessGone(root, name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW);
        if (container.isEmpty()) {
            return Optional.empty();
        }
        Optional<Fd> lock = openUnlessGone(container.get(), LOCK, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW);
        if (lock.isPresent() && !FileLock.tryTake(lock.get())) {
            lock.get().close();
            container.get().close();
            throw new BusyException(name + " is running or being started already", "see 'cleat ls'");
        }
        if (lock.isPresent() && isStill(container.get(), lock.get())) {
            return Optional.of(new Claim(name, directoryOf(name), container.get(), lock.get()));
        }
        lock.ifPresent(Fd::close);
        container.get().close();
        return Optional.empty();
    }

    private static Optional<Fd> openUnlessGone(Fd directory, String name, int flags) throws ErrnoException {
        try {
            return Optional.of(directory.openAt(name, flags, 0600));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isStill(Fd container, Fd lock) throws IOException {
        try (Fd now = container.openAt(LOCK, Fd.O_RDONLY | Fd.O_NOFOLLOW, 0)) {
            return now.status().inode() == lock.status().inode();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    private static Fd openOwned(Path path) throws IOException {
        Fd fd = Fd.open(path, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
        FileStatus status = fd.status();
        if (status.uid() != Credentials.effectiveUid() || (status.mode() & 022) != 0) {
            fd.close();
            throw new IOException(
                    path + " must belong to uid " + Credentials.effectiveUid() + " and be writable for nobody else");
        }
        return fd;
    }

    /** The names that have a directory, sorted; empty when there is no state directory yet. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(n -> Files.isRegularFile(directory.resolve(n).resolve(LOCK)))
                    .sorted()
                    .toList();
        }
    }

    /** What was saved of {@code name}; empty when nothing was, or what was is no longer readable. */
    public Optional<SavedContainer> read(String name) {
        return readFile(name, STATE).flatMap(text -> {
            try {
                return Optional.of(SavedContainerJson.read(text));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** How {@code name} ended last. */
    public Optional<ExitRecord> readExit(String name) {
        return readFile(name, EXIT).flatMap(text -> {
            try {
                return Optional.of(SavedContainerJson.readExit(text));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** True while somebody holds the lock: its keeper, or the command that starts it. */
    public boolean isHeld(String name) {
        try (Fd lock = Fd.open(directoryOf(name).resolve(LOCK), Fd.O_RDWR | Fd.O_NOFOLLOW, 0)) {
            return FileLock.isHeldByOther(lock);
        } catch (IOException e) {
            return false;
        }
    }

    /** Everything saved, live or not. */
    public List<SavedContainer> all() throws IOException {
        List<SavedContainer> all = new ArrayList<>();
        for (String name : names()) {
            read(name).ifPresent(all::add);
        }
        return all;
    }

    private Optional<byte[]> readFile(String name, String file) {
        if (name.contains("/") || name.startsWith(".")) {
            return Optional.empty();
        }
        try (Fd fd = Fd.open(directoryOf(name).resolve(file), Fd.O_RDONLY | Fd.O_NOFOLLOW, 0)) {
            return Optional.of(fd.readUpTo(MAX_FILE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
