package dev.cleat.engine.session;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.SharedMemory;
import dev.cleat.engine.terminal.ShownLately;

/**
 * What a session has shown last, in memory that its keeper has as well: whoever looks on sees it, and it is there when this
 * process is killed. A page of figures (struct shared, session.h), then a ring.
 */
public final class SharedScreen implements ShownLately, AutoCloseable {

    /** Some screens full of colours; what a terminal shows was written by the last of them. */
    private static final int RING = 256 << 10;

    /** What of it is shown again; the oldest is being overwritten (map_memory, session.c). */
    public static final int REMEMBERED = RING - RING / 4;

    private static final int HEAD = 4096;
    private static final int TOTAL = 0;
    private static final int TYPED = 8;
    private static final int VIEWERS = 16;
    private static final int SAID = 20;

    private final SharedMemory memory;
    private Runnable show = () -> {};
    private long total;
    private long typed;

    private SharedScreen(SharedMemory memory) {
        this.memory = memory;
    }

    /** An empty one. */
    public static SharedScreen create() throws ErrnoException {
        return new SharedScreen(SharedMemory.create("cleat-session", HEAD + RING));
    }

    /** For its keeper. */
    public SharedMemory memory() {
        return memory;
    }

    /** Calls {@code teller} when there is something new for those who look on; not again before they have seen it. */
    public void onNews(Runnable teller) {
        show = teller;
    }

    @Override
    public void output(Buffer bytes, int offset, int length) {
        int from = offset + Math.max(0, length - RING);
        total += from - offset;
        for (int end = offset + length; from < end; ) {
            int at = (int) (total % RING);
            int part = Math.min(RING - at, end - from);
            memory.copy(bytes, from, HEAD + at, part);
            from += part;
            total += part;
        }
        memory.putLong(TOTAL, total);
        if (memory.getInt(VIEWERS) > 0 && memory.getInt(SAID) == 0) {
            memory.putInt(SAID, 1);
            show.run();
        }
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public byte[] last(long most) {
        byte[] last = new byte[(int) Math.min(most, Math.min(total, REMEMBERED))];
        for (int done = 0; done < last.length; ) {
            int at = (int) ((total - last.length + done) % RING);
            int part = Math.min(RING - at, last.length - done);
            memory.get(HEAD + at, last, done, part);
            done += part;
        }
        return last;
    }

    @Override
    public void input(byte[] bytes) {
        typed += bytes.length;
        memory.putLong(TYPED, typed);
    }

    @Override
    public void close() {
        memory.close();
    }
}
