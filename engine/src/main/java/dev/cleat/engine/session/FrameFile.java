package dev.cleat.engine.session;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What a session showed while nobody was at it: frames that its keeper appends, u32 length, u64 microseconds since the
 * session's start (CLOCK_BOOTTIME), u8 kind, the bytes, little endian; two files that take turns, 4 MiB each (frames.h).
 */
public final class FrameFile {

    private static final int HEAD = 4 + 8 + 1;
    private static final char MISSING = 'l';
    private static final char GIVEN_UP = 'L';
    private static final int LARGEST_FILE = 5 << 20;

    private FrameFile() {}

    /**
     * One of them.
     *
     * @param micros since the session's start
     * @param kind {@code o} output, {@code r} rows and columns, two u16, {@code l} how many bytes of output are missing
     *     before it, u64; in the files {@code L} how many are missing before the older of them
     */
    public record Frame(long micros, char kind, byte[] bytes) {

        /** The size of {@code r}; empty when it is none. */
        public Optional<TerminalSize> size() {
            if (bytes.length != 2 * Short.BYTES) {
                return Optional.empty();
            }
            ByteBuffer both = numbers();
            return Optional.of(new TerminalSize(both.getShort() & 0xffff, both.getShort() & 0xffff));
        }

        /** The number of {@code l}. */
        public long missing() {
            return bytes.length == Long.BYTES ? numbers().getLong() : 0;
        }

        private ByteBuffer numbers() {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Gives {@code each} all frames of a session, oldest first, up to the first that is not whole. */
    public static void read(Fd directory, String id, Consumer<Frame> each) throws IOException {
        List<Frame> newer = parse(directory, id + ".frames");
        List<Frame> all = new ArrayList<>(parse(directory, id + ".frames.1"));
        all.addAll(newer);
        newer.stream()
                .filter(frame -> frame.kind() == GIVEN_UP)
                .findFirst()
                .ifPresent(frame -> each.accept(new Frame(all.get(0).micros(), MISSING, frame.bytes())));
        all.stream().filter(frame -> frame.kind() != GIVEN_UP).forEach(each);
    }

    private static List<Frame> parse(Fd directory, String name) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (Fd file = directory.openAt(name, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            parse(ByteBuffer.wrap(file.readUpTo(LARGEST_FILE)).order(ByteOrder.LITTLE_ENDIAN), frames::add);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        return frames;
    }

    /** When the first was shown, microseconds since the session's start; empty: there is none. */
    public static OptionalLong first(Fd directory, String id) throws IOException {
        long[] first = {-1};
        read(directory, id, frame -> first[0] = first[0] < 0 ? frame.micros() : first[0]);
        return first[0] < 0 ? OptionalLong.empty() : OptionalLong.of(first[0]);
    }

    private static void parse(ByteBuffer frames, Consumer<Frame> each) {
        while (frames.remaining() >= HEAD) {
            int length = frames.getInt();
            long micros = frames.getLong();
            char kind = (char) frames.get();
            if (length < 0 || length > frames.remaining()) {
                return;
            }
            byte[] bytes = new byte[length];
            frames.get(bytes);
            each.accept(new Frame(micros, kind, bytes));
        }
    }

    /** Forgets them: they are recorded, or nobody wants that. */
    public static void remove(Fd directory, String id) throws IOException {
        directory.unlinkAt(id + ".frames.1");
        directory.unlinkAt(id + ".frames");
    }
}
