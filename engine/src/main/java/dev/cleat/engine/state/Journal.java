package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The changes of state of this host's containers: {@code events.jsonl}, one JSON object a line, appended by whoever makes
 * the change: an engine, a keeper, an afterlife. A line is one write(2) with O_APPEND, so lines of different writers do
 * not mix.
 *
 * <p>The file keeps its name and its inode for ever, because a keeper may append at any moment: what is too old is given
 * back to the file system as a hole at the beginning, and {@code events.base} says where the lines begin. Thread-safe.
 */
public final class Journal {

    static final String EVENTS = "events.jsonl";
    static final String BASE = "events.base";
    private static final String ROTATION = "events.lock";

    /** Some 4,000 changes. */
    private static final long MOST = 512 << 10;

    private final Path directory;
    private final long most;
    private final Consumer<String> warnings;

    /**
     * @param directory the state directory
     * @param warnings told when the journal cannot be written: no change fails for that
     */
    public Journal(Path directory, Consumer<String> warnings) {
        this(directory, MOST, warnings);
    }

    Journal(Path directory, long most, Consumer<String> warnings) {
        this.directory = directory;
        this.most = most;
        this.warnings = warnings;
    }

    /** Where a keeper appends. */
    public Path file() {
        return directory.resolve(EVENTS);
    }

    /** A change that happened by itself. */
    public void append(String name, ContainerState state) {
        append(name, state, Optional.empty(), Optional.empty());
    }

    /**
     * A change that happened now. A state that the container was told to be in already is told once: readers skip the
     * second line, so that two who settle the same end need not know of each other.
     */
    public void append(String name, ContainerState state, Optional<String> by, Optional<String> reason) {
        try (Fd root = TrustedDirectory.make(directory);
                Fd file = openEvents(root)) {
            file.writeFully(line(name, state, by, reason));
            rotate(root, file);
        } catch (IOException e) {
            warnings.accept("the journal of states was not written: " + e.getMessage());
        }
    }

    private static Fd openEvents(Fd root) throws IOException {
        Fd file = root.openAt(EVENTS, Fd.O_RDWR | Fd.O_APPEND | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0600);
        if (!file.status().isRegular()) {
            file.close();
            throw new IOException(EVENTS + " is not a regular file");
        }
        return file;
    }

    private static byte[] line(String name, ContainerState state, Optional<String> by, Optional<String> reason)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonTree.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("time", Instant.now().toEpochMilli());
            json.writeStringField("name", name);
            json.writeStringField("state", state.name());
            SavedContainerJson.text(json, "by", by);
            SavedContainerJson.text(json, "reason", reason.map(text -> text.replace('\n', ' ')));
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** Gives the older half back once there is too much. One at a time; who finds somebody at it goes on. */
    private void rotate(Fd root, Fd file) throws IOException {
        long size = file.status().size();
        if (size <= most || size - JournalBase.read(root).offset() <= most) {
            return;
        }
        try (Fd lock = root.openAt(ROTATION, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600)) {
            if (FileLock.tryTake(lock)) {
                JournalBase base = JournalBase.read(root);
                JournalBase next = JournalReader.after(base, file, size - most / 2);
                if (next.offset() > base.offset()) {
                    write(root, next.write());
                    file.punchHole(next.offset()); // where it cannot, the file is only read from its base
                }
            }
        }
    }

    private static void write(Fd root, byte[] base) throws IOException {
        String beside = BASE + ".new";
        try (Fd fd = root.openAt(beside, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW, 0600)) {
            fd.writeFully(base);
        }
        root.renameAt(beside, BASE);
    }

    /** Reads from the oldest change that is still remembered. */
    public JournalReader fromOldest() {
        return new JournalReader(directory);
    }

    /** Reads what comes from now on. */
    public JournalReader fromNow() throws IOException {
        JournalReader reader = new JournalReader(directory);
        reader.read();
        return reader;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
