package dev.cleat.engine.storage;

import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.plan.HostFiles.IdUse;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Which ranges of ids containers have for themselves: one file for each, named by its first id, that holds the container's
 * name. Made by one at a time, so that no two starts get the same; kept, so that files of a container stay its own.
 */
public final class IdRanges {

    private static final long COUNT = 65_536;
    private static final List<String> GRANTS = List.of("/etc/subuid", "/etc/subgid");
    private static final int LONGEST_NAME = 256;
    private static final String LOCK = ".lock";
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(2);

    private final Path directory;
    private final Predicate<String> isAlive;

    /**
     * @param directory made with the first range
     * @param isAlive whether a container of this name runs or is defined; the range of another is free again
     */
    public IdRanges(Path directory, Predicate<String> isAlive) {
        this.directory = directory;
        this.isAlive = isAlive;
    }

    private record Kept(Path file, long first, String container) {}

    IdUse use(String container) {
        List<IdRange> taken = new ArrayList<>();
        Optional<Long> own = Optional.empty();
        for (Kept kept : all()) {
            if (kept.container().equals(container)) {
                own = Optional.of(kept.first());
            } else if (isAlive.test(kept.container())) {
                taken.add(new IdRange(kept.first(), COUNT));
            }
        }
        GRANTS.forEach(file -> taken.addAll(granted(Path.of(file))));
        return new IdUse(taken, own);
    }

    /**
     * Keeps the range of {@code maps} for {@code container}, when it is one that was chosen for it.
     *
     * <p><b>Errors.</b> IOException when another container got it meanwhile.
     */
    public void keep(String container, IdMaps maps) throws IOException {
        if (!maps.kept()) {
            return;
        }
        long first = maps.uids().get(0).host();
        Files.createDirectories(directory);
        try (Fd files = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
                Fd alone = lock(files)) {
            for (Kept kept : all()) {
                boolean isOther = !kept.container().equals(container);
                if (kept.first() == first && isOther && isAlive.test(kept.container())) {
                    throw new IOException(
                            "ids from " + first + " on were given to " + kept.container() + " this moment; try again");
                }
                if (kept.first() == first ? isOther : !isOther) {
                    files.unlinkAt(kept.file().getFileName().toString());
                }
            }
            write(files, container, first);
        }
    }

    private static void write(Fd files, String container, long first) throws ErrnoException {
        int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;
        try (Fd file = files.openAt(Long.toString(first), flags, 0644)) {
            file.writeFully(container.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Between a look at all ranges and what is done about them nobody else does anything. */
    private static Fd lock(Fd files) throws IOException {
        Fd lock = files.openAt(LOCK, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600);
        long deadline = System.nanoTime() + TURN.toNanos();
        while (!FileLock.tryTake(lock)) {
            if (System.nanoTime() - deadline >= 0) {
                lock.close();
                throw new IOException("others are given ids for " + TURN.toSeconds() + " s already; try again");
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return lock;
    }

    /** The range of a container that is no more is anybody's. */
    public void giveBack(String container) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Fd files = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
                Fd alone = lock(files)) {
            for (Kept kept : all()) {
                if (kept.container().equals(container)) {
                    files.unlinkAt(kept.file().getFileName().toString());
                }
            }
        }
    }

    private List<Kept> all() {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9]*")) {
            for (Path file : files) {
                String name = new String(read(file), StandardCharsets.UTF_8);
                all.add(new Kept(file, Long.parseLong(file.getFileName().toString()), name));
            }
        } catch (IOException | NumberFormatException none) {
            return all; // nobody has one yet
        }
        return all;
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST_NAME);
        }
    }

    /** Every range that some user of this host has (subuid(5)). */
    private static List<IdRange> granted(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields ->
                            fields.length == 3 && fields[1].matches("[0-9]{1,10}") && fields[2].matches("[0-9]{1,10}"))
                    .map(fields -> new IdRange(Long.parseLong(fields[1]), Long.parseLong(fields[2])))
                    .toList();
        } catch (IOException missing) {
            return List.of();
        }
    }
}
