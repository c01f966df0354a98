package dev.cleat.engine.session;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * What a session showed while nobody was at it: frames that its keeper appends, u32 length, u64 microseconds since the
 * session's start (CLOCK_BOOTTIME), u8 kind, the bytes, little endian; two files that take turns, 4 MiB each (frames.h).
 */
public final class FrameFile {

    private static final int HEAD = 4 + 8 + 1;
    private static final int LARGEST_FILE = 5 << 20;

    private FrameFile() {}

    /**
     * One of them.
     *
     * @param micros since the session's start
     * @param kind {@code o} output, {@code r} rows and columns, two u16
     */
    public record Frame(long micros, char kind, byte[] bytes) {}

    /** Gives {@code each} all frames of a session, oldest first, up to the first that is not whole. */
    public static void read(Fd directory, String id, Consumer<Frame> each) throws IOException {
        for (String suffix : new String[] {".frames.1", ".frames"}) {
            try (Fd file = directory.openAt(id + suffix, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
                parse(ByteBuffer.wrap(file.readUpTo(LARGEST_FILE)).order(ByteOrder.LITTLE_ENDIAN), each);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ENOENT) {
                    throw e;
                }
            }
        }
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
