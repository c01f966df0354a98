package dev.cleat.engine.state;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A name that this process holds. A keeper that inherited {@link #lock} goes on holding it when this claim is closed.
 */
public final class Claim implements AutoCloseable {

    /** What tells of one life, and is another's when that begins. */
    private static final List<String> LIFE =
            List.of(StateStore.EXIT, StateStore.STOP, StateStore.LAST_OUTPUT, StateStore.END_COMMAND, StateStore.STATE);

    private final String name;
    private final Path path;
    private final Fd directory;
    private final Fd lock;
    private final Map<String, byte[]> before = new LinkedHashMap<>();
    private final List<String> ofLife = new ArrayList<>(LIFE);

    Claim(String name, Path path, Fd directory, Fd lock) {
        this.name = name;
        this.path = path;
        this.directory = directory;
        this.lock = lock;
        remember(LIFE);
    }

    /** The container's name. */
    public String name() {
        return name;
    }

    /** Its state directory, opened. */
    public Fd directory() {
        return directory;
    }

    /** Its lock, held. */
    public Fd lock() {
        return lock;
    }

    /** Saves what is known now. */
    public void save(SavedContainer saved) throws IOException {
        replace(StateStore.STATE, SavedContainerJson.write(saved));
    }

    /**
     * A new life begins: how the last one ended is forgotten, unless this one comes to nothing.
     *
     * @param figures files that told more of that end
     */
    public void begin(SavedContainer saved, List<String> figures) throws IOException {
        if (saved.state() != ContainerState.STARTING) {
            throw new IllegalArgumentException("a life begins with STARTING");
        }
        remember(figures);
        ofLife.addAll(figures);
        for (String file : ofLife) {
            if (!file.equals(StateStore.STATE)) {
                directory.unlinkAt(file);
            }
        }
        save(saved);
    }

    /** Writes that it has ended when the keeper could not: it was killed. */
    public void saveUnseenEnd(Instant ended) throws IOException {
        String text = "{\"exitCode\":null,\"signal\":null,\"endedAtSeconds\":" + ended.getEpochSecond() + "}\n";
        replace(StateStore.EXIT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The command at the end of the life works: what its program warned of while it began is of no interest. */
    public void endCommandBegan() throws IOException {
        int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;
        directory.openAt(StateStore.END_COMMAND, flags, 0600).close();
    }

    /** A second claim of the same holder: the name is free when both are closed. */
    public Claim again() throws IOException {
        return new Claim(name, path, directory.duplicate(0), lock.duplicate(0));
    }

    private void replace(String file, byte[] text) throws IOException {
        replace(directory, file, text);
    }

    /** Written beside and renamed: a reader sees the old or the new, never half. */
    static void replace(Fd directory, String file, byte[] text) throws IOException {
        String beside = file + ".new";
        int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;
        try (Fd fd = directory.openAt(beside, flags, 0600)) {
            fd.writeFully(text);
        }
        directory.renameAt(beside, file);
    }

    private void remember(List<String> files) {
        for (String file : files) {
            try (Fd fd = directory.openAt(file, Fd.O_RDONLY | Fd.O_NOFOLLOW, 0)) {
                before.put(file, fd.readUpTo(StateStore.MAX_FILE));
            } catch (IOException e) {
                // Never written.
            }
        }
    }

    /** A start failed: everything is as it was before the claim. */
    public void giveBack() throws IOException {
        if (!before.containsKey(StateStore.STATE)) {
            erase();
            return;
        }
        for (String file : ofLife) {
            if (before.containsKey(file)) {
                replace(file, before.get(file));
            } else {
                directory.unlinkAt(file);
            }
        }
    }

    /** Removes the directory and gives the name back: as if nothing had ever been started. */
    public void erase() throws IOException {
        Path held = path.resolve(StateStore.LOCK);
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                if (!file.equals(path) && !file.equals(held)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        // Last: from here on somebody else can claim the name, and what is in the directory then is theirs.
        Files.deleteIfExists(held);
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Somebody has.
        }
        close();
    }

    @Override
    public void close() {
        lock.close();
        directory.close();
    }
}
