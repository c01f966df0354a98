package dev.cleat.engine.state;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.definition.Names;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The state directory of this host ({@code /run/cleat}): one directory for each container of ours, 0700. A container lives
 * exactly as long as somebody holds its {@code lock}: the keeper, or the command that starts it. Thread-safe.
 */
public final class StateStore {

    static final String LOCK = "lock";
    static final String STATE = "state.json";
    static final String EXIT = "exit.json";
    static final String STOP = "stop.json";
    static final String LAST_OUTPUT = "end.console";
    static final String END_COMMAND = "end.command";
    static final String NEXT = "next";
    static final String FOLLOWED = "followed";
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
        Claim claim = claimReserved(name);
        if (isHeld(name, NEXT)) { // looked at with the lock in hand: who reserves it from now on waits for us
            claim.close();
            throw busy(name);
        }
        return claim;
    }

    /** As {@link #claim}, whoever has reserved it. */
    Claim claimReserved(String name) throws IOException, BusyException {
        try (Fd root = TrustedDirectory.make(directory)) {
            while (true) {
                root.makeDirectoryAt(name, 0700);
                Optional<Claim> claim = tryClaim(root, name);
                if (claim.isPresent()) {
                    return claim.get();
                }
            }
        }
    }

    private static BusyException busy(String name) {
        return new BusyException(name + " is running or being started already", "see 'cleat ls'");
    }

    /**
     * The right to claim {@code name} next, while it is still held: nobody else gets it in between.
     *
     * <p><b>Errors.</b> {@link BusyException} when somebody else has it.
     */
    public Reservation reserve(String name) throws IOException, BusyException {
        try (Fd root = TrustedDirectory.open(directory);
                Fd container = root.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            Fd lock = container.openAt(NEXT, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600);
            if (FileLock.tryTake(lock)) {
                return new Reservation(this, name, lock);
            }
            lock.close();
            throw new BusyException(name + " is being restarted already", "see 'cleat ls'");
        }
    }

    /**
     * The claim of the process that executed this one: {@code lock} is the held lock of {@code name}.
     *
     * <p><b>Errors.</b> IOException when it is not.
     */
    public Claim adopt(String name, Fd lock) throws IOException {
        try (Fd root = TrustedDirectory.open(directory)) {
            Fd container = root.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
            if (isStill(container, lock) && FileLock.tryTake(lock)) { // what one has, one can take
                return new Claim(name, directoryOf(name), container, lock);
            }
            container.close();
            throw new IOException("this is not the lock of " + name);
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
            throw busy(name);
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

    /**
     * The names that have a directory, sorted; empty when there is no state directory yet.
     *
     * <p><b>Errors.</b> IOException when the directory cannot be read or belongs to somebody else.
     */
    public List<String> names() throws IOException {
        return names(name -> false);
    }

    /** The same; one that is {@code known} is among them as long as it has any file there. */
    public List<String> names(Predicate<String> known) throws IOException {
        try (Fd root = TrustedDirectory.open(directory);
                Stream<Path> entries = Files.list(TrustedDirectory.listing(root))) {
            return entries.filter(entry -> known.test(entry.getFileName().toString()) || hasLock(entry))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean hasLock(Path entry) {
        return Names.isContainerName(entry.getFileName().toString())
                && Files.isRegularFile(entry.resolve(LOCK), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Equal as long as what was saved of {@code name} has not changed: a save renames another file into its place. Empty when
     * nothing was saved. It is for comparing only: what may be trusted is what {@link #read} opened.
     */
    public Optional<Object> fingerprint(String name) {
        try {
            BasicFileAttributes state = Files.readAttributes(
                    directoryOf(name).resolve(STATE), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(List.of(state.fileKey(), state.lastModifiedTime(), state.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What was saved of {@code name}; empty when nothing was, or what was is no longer readable. */
    public Optional<SavedContainer> read(String name) {
        return readFile(name, STATE).flatMap(text -> {
            try {
                // A directory speaks for its own name only.
                return Optional.of(SavedContainerJson.read(text))
                        .filter(saved -> saved.name().equals(name));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** How {@code name} ended last. */
    public Optional<ExitRecord> readExit(String name) {
        return readFile(name, EXIT).flatMap(text -> {
            try {
                return Optional.of(ExitRecord.read(text));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** True while somebody holds the lock: its keeper, or the command that starts it. */
    public boolean isHeld(String name) {
        return isHeld(name, LOCK);
    }

    /** What its life holds, for who asks often ({@link FileLock#isHeldByOther}); the caller closes it. */
    public Fd lockOf(String name) throws IOException {
        return open(name, LOCK, Fd.O_RDWR);
    }

    private boolean isHeld(String name, String file) {
        try (Fd lock = open(name, file, Fd.O_RDWR)) {
            return FileLock.isHeldByOther(lock);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Says that a terminal follows {@code name} from life to life, until what is returned is closed; empty when another one
     * does.
     */
    public Optional<Fd> follow(String name) throws IOException {
        try (Fd root = TrustedDirectory.open(directory);
                Fd container = root.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            Fd lock = container.openAt(FOLLOWED, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600);
            if (FileLock.tryTake(lock)) {
                return Optional.of(lock);
            }
            lock.close();
            return Optional.empty();
        }
    }

    /** True while a terminal waits for the next life of {@code name}. */
    public boolean isFollowed(String name) {
        return isHeld(name, FOLLOWED);
    }

    /** Leaves word that somebody asked the life to end. */
    public void mark(String name, StopMark mark) throws IOException {
        try (Fd root = TrustedDirectory.open(directory);
                Fd container = root.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            Claim.replace(container, STOP, mark.write());
        }
    }

    /** Who asked the life that {@code saved} tells of to end. */
    public Optional<StopMark> readMark(SavedContainer saved) {
        return readFile(saved.name(), STOP).flatMap(text -> {
            try {
                return Optional.of(StopMark.read(text)).filter(mark -> mark.isAbout(saved));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** The first bytes of a file that the keeper copied for us at the end. */
    public Optional<String> readCopy(String name, String file) {
        return readFile(name, file).map(Journal::text);
    }

    /** What {@code name} was started as last, see {@link SavedPlan}. */
    public Optional<List<String>> readPlan(String name) {
        return readFile(name, SavedPlan.FILE)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    /** Everything saved, live or not. */
    public List<SavedContainer> all() throws IOException {
        List<SavedContainer> all = new ArrayList<>();
        for (String name : names()) {
            read(name).ifPresent(all::add);
        }
        return all;
    }

    /** The last bytes of the console of the life that ended: end.console, written by the keeper. Hostile text. */
    public Optional<byte[]> readLastOutput(String name) {
        return readFile(name, LAST_OUTPUT);
    }

    /** What the command at the end of a life had to say, or why it could not be executed: end.command, the keeper's. */
    public Optional<String> readEndCommandOutput(String name) {
        return readCopy(name, END_COMMAND).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<byte[]> readFile(String name, String file) {
        try (Fd fd = open(name, file, Fd.O_RDONLY)) {
            return Optional.of(fd.readUpTo(MAX_FILE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A regular file of a container's directory; a FIFO in its place must not make us wait. */
    private Fd open(String name, String file, int access) throws IOException {
        if (!Names.isContainerName(name)) {
            throw new NoSuchFileException(name);
        }
        try (Fd root = TrustedDirectory.open(directory);
                Fd container = root.openAt(name, Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            Fd fd = container.openAt(file, access | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0);
            if (!fd.status().isRegular()) {
                fd.close();
                throw new NoSuchFileException(file);
            }
            return fd;
        }
    }
}
