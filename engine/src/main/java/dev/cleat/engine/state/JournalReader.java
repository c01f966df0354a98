package dev.cleat.engine.state;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the journal from where it stands to its end, again and again. A line that is not complete yet is read the next time;
 * one that is no JSON (its writer was killed on a full disk) is skipped. Belongs to one thread.
 */
public final class JournalReader {

    private static final int CHUNK = 64 << 10;
    private static final String LINE = "{\"time\":";
    private static final String STOPPED = ContainerState.STOPPED.name();

    private final Path directory;
    private boolean begun;
    private long inode;
    private long offset;
    private long sequence;
    private Map<String, String> last = new HashMap<>();

    JournalReader(Path directory) {
        this.directory = directory;
    }

    /** What was told since the last call, oldest first. */
    public List<StateEvent> read() throws IOException {
        List<StateEvent> events = new ArrayList<>();
        try (Fd root = TrustedDirectory.open(directory);
                Fd file = root.openAt(Journal.EVENTS, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            if (!begun || file.status().inode() != inode || file.status().size() < offset) {
                begin(JournalBase.read(root));
                inode = file.status().inode();
            }
            for (byte[] chunk = next(file); chunk.length > 0; chunk = next(file)) {
                if (chunk[0] == 0) { // given back to the file system while we read
                    jump(JournalBase.read(root));
                } else {
                    take(chunk, Long.MAX_VALUE, events);
                }
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        return events;
    }

    /** The base that stands at the first line from {@code until} on. */
    static JournalBase after(JournalBase base, Fd file, long until) throws IOException {
        JournalReader reader = new JournalReader(Path.of("/"));
        reader.begin(base);
        while (reader.offset < until) {
            byte[] chunk = reader.next(file);
            if (chunk.length == 0 || chunk[0] == 0) {
                break;
            }
            reader.take(chunk, until, new ArrayList<>());
        }
        return new JournalBase(reader.offset, reader.sequence, reader.last);
    }

    private void begin(JournalBase from) {
        begun = true;
        offset = from.offset();
        sequence = from.sequence();
        last = new HashMap<>(from.last());
    }

    private void jump(JournalBase base) throws IOException {
        if (base.offset() <= offset) {
            throw new IOException(Journal.EVENTS + " has a hole where lines should be");
        }
        begin(base);
    }

    /** Complete lines from where we stand, or one zero for a hole; empty at the end. */
    private byte[] next(Fd file) throws ErrnoException {
        while (true) {
            file.seek(offset);
            byte[] chunk = file.readUpTo(CHUNK);
            if (chunk.length > 0 && chunk[0] == 0) {
                return new byte[1];
            }
            int end = chunk.length;
            while (end > 0 && chunk[end - 1] != '\n') {
                end--;
            }
            if (end > 0 || chunk.length < CHUNK) {
                return Arrays.copyOf(chunk, end);
            }
            offset += CHUNK; // nobody writes such a line
        }
    }

    private void take(byte[] lines, long until, List<StateEvent> events) {
        int begin = 0;
        for (int at = 0; at < lines.length && offset < until; at++) {
            if (lines[at] == '\n') {
                event(Journal.text(Arrays.copyOfRange(lines, begin, at))).ifPresent(events::add);
                offset += at + 1 - begin;
                begin = at + 1;
            }
        }
    }

    /** Empty for a line that is none, and for a state that was told already. */
    private Optional<StateEvent> event(String line) {
        try {
            // What a writer left half on a full disk stands before the next one's line.
            JsonTree tree = JsonTree.of(
                    line.substring(Math.max(0, line.lastIndexOf(LINE))).getBytes(StandardCharsets.UTF_8));
            String name = tree.text("name");
            ContainerState state = ContainerState.valueOf(tree.text("state"));
            if (last.getOrDefault(name, STOPPED).equals(state.name())) {
                return Optional.empty();
            }
            if (state == ContainerState.STOPPED) {
                last.remove(name);
            } else {
                last.put(name, state.name());
            }
            return Optional.of(new StateEvent(
                    ++sequence,
                    Instant.ofEpochMilli(tree.number("time")),
                    name,
                    state,
                    tree.optionalText("by"),
                    tree.optionalText("reason")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
