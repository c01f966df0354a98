package dev.cleat.engine.session;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.session.SessionFile.Content;
import dev.cleat.engine.session.SessionFile.Counters;
import dev.cleat.engine.state.TrustedDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of this host: {@code sessions/ID.json} in the state directory, each locked by the process that relays it or
 * keeps it, so that a session whose process was killed is never taken for a live one. Thread-safe.
 */
public final class SessionRegistry {

    /** The directory's name; no container may be called so. */
    public static final String DIRECTORY = "sessions";

    /** What one session may have in the directory; the file that is locked goes last. */
    private static final List<String> SUFFIXES =
            List.of(".sock", ".frames", ".frames.1", ".screen", ".exit", Session.SUFFIX);

    private static final int MAX_FILE = 1 << 20;

    private final Path state;

    /** @param state the state directory */
    public SessionRegistry(Path state) {
        this.state = state;
    }

    /**
     * Registers a session of this process.
     *
     * @param recording what of it is recorded
     *     <p><b>Errors.</b> IOException when it cannot, or when the state directory belongs to somebody else.
     */
    public Session register(SessionIdentity identity, RecordingNote recording) throws IOException {
        TrustedDirectory.make(state).close();
        Fd directory = TrustedDirectory.make(state.resolve(DIRECTORY));
        String file = identity.id() + Session.SUFFIX;
        try {
            Fd fd = directory.openAt(file, Fd.O_RDWR | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW, 0600);
            try {
                FileLock.tryTake(fd); // nobody else knows the file yet
                byte[] described = SessionFile.identity(identity, recording);
                Session session = new Session(identity, directory, fd, described.length);
                fd.writeFully(concat(described, Counters.NONE.text()));
                return session;
            } catch (IOException e) { // a full disk, for one
                remove(directory, identity.id());
                fd.close();
                throw e;
            }
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** Removes every file of a session. */
    static void remove(Fd directory, String id) throws ErrnoException {
        for (String suffix : SUFFIXES) {
            directory.unlinkAt(id + suffix);
        }
    }

    /**
     * Number of live sessions by container; files of sessions whose process died are removed on the way.
     *
     * <p><b>Errors.</b> IOException when the directory cannot be read or belongs to somebody else.
     */
    public Map<String, Integer> countByContainer() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (SavedSession session : all()) {
            if (session.isAlive()) {
                counts.merge(session.identity().container(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /**
     * The sessions, oldest first: those that live, and those that ended while nobody was at them. Files of sessions whose
     * process died are removed on the way.
     *
     * <p><b>Errors.</b> As {@link #countByContainer}.
     */
    public List<SavedSession> all() throws IOException {
        List<SavedSession> all = new ArrayList<>();
        if (!Files.isDirectory(state.resolve(DIRECTORY))) {
            return all;
        }
        try (Fd directory = open();
                DirectoryStream<Path> files =
                        Files.newDirectoryStream(TrustedDirectory.listing(directory), "*" + Session.SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                read(directory, name.substring(0, name.length() - Session.SUFFIX.length()))
                        .ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(session -> session.identity().id()));
        return all;
    }

    /** From now on its file says so. */
    public static void note(Fd directory, String id, RecordingNote recording) throws IOException {
        append(directory, id, SessionFile.recording(recording));
    }

    /**
     * Whoever is at it will be told that it was ended.
     *
     * @param how it came to its end, as a clause
     */
    public static void noteEnd(Fd directory, String id, String how) throws IOException {
        append(directory, id, SessionFile.endedBy(how));
    }

    private static void append(Fd directory, String id, byte[] line) throws IOException {
        int flags = Fd.O_WRONLY | Fd.O_APPEND | Fd.O_NOFOLLOW | Fd.O_NONBLOCK;
        try (Fd file = directory.openAt(id + Session.SUFFIX, flags, 0)) {
            file.writeFully(line);
        }
    }

    /** Holds one that has ended, so that one alone records the rest of it; empty when another does. */
    public static Optional<Fd> hold(Fd directory, String id) throws IOException {
        int flags = Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK; // a keeper that was killed has left none
        Fd exit = directory.openAt(id + ".exit", flags, 0600);
        if (FileLock.tryTake(exit)) {
            return Optional.of(exit);
        }
        exit.close();
        return Optional.empty();
    }

    /** The session {@code id}, if there is one. */
    public Optional<SavedSession> find(String id) throws IOException {
        try (Fd directory = open()) {
            return read(directory, id);
        }
    }

    /** What one that has ended showed last; empty when it showed nothing, or the disk was full. */
    public byte[] lastScreen(SavedSession session) throws IOException {
        String file = session.identity().id() + ".screen";
        try (Fd directory = open();
                Fd screen = directory.openAt(file, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            return screen.readUpTo(MAX_FILE);
        } catch (ErrnoException e) {
            return new byte[0];
        }
    }

    /** Nothing is left of one that has ended. */
    public void take(SavedSession session) throws IOException {
        try (Fd directory = open()) {
            remove(directory, session.identity().id());
        }
    }

    /** The directory of the sessions' files. */
    public Fd open() throws IOException {
        return TrustedDirectory.open(state.resolve(DIRECTORY));
    }

    private static Optional<SavedSession> read(Fd directory, String id) {
        try (Fd fd = directory.openAt(id + Session.SUFFIX, Fd.O_RDWR | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            boolean lives = FileLock.isHeldByOther(fd);
            byte[] text = fd.readUpTo(MAX_FILE);
            if (text.length == 0) {
                return Optional.empty(); // just being made
            }
            Optional<SessionExit> exit = lives
                    ? Optional.empty()
                    : SessionExit.read(directory, id).or(() -> Optional.of(SessionExit.UNKNOWN));
            boolean isForgotten = exit.isPresent() && !exit.get().isWorthKeeping();
            if (isForgotten && FrameFile.first(directory, id).isEmpty()) {
                remove(directory, id);
                return Optional.empty();
            }
            Content content = SessionFile.parse(text);
            // What a file says of itself must not lead to another one.
            return content.identity().id().equals(id) ? Optional.of(new SavedSession(content, exit)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it ended while we looked, or was never one
        }
    }
}
