package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;

/** Bytes on their way from one descriptor to another; never more than it holds. */
final class Transit implements AutoCloseable {

    /** Moving bytes to the front is worth it only for a read of a decent size. */
    private static final int ENOUGH = 4096;

    private final Buffer buffer;
    private int start;
    private int end;

    Transit(int capacity) {
        buffer = new Buffer(capacity);
    }

    boolean isEmpty() {
        return start == end;
    }

    int size() {
        return end - start;
    }

    /** Bytes that can still be added. */
    int room() {
        return buffer.capacity() - size();
    }

    /** Adds what {@code source} has; as {@link Fd#read(Buffer)}. There must be room. */
    int fill(Fd source) throws ErrnoException {
        makeRoomBehind(Math.min(room(), ENOUGH));
        int count = source.read(buffer, end, buffer.capacity() - end);
        end += Math.max(0, count);
        return count;
    }

    /** Adds bytes; there must be room. */
    void add(byte[] bytes, int offset, int length) {
        makeRoomBehind(length);
        buffer.put(end, bytes, offset, length);
        end += length;
    }

    /** Takes {@code count} bytes away from the front. */
    void remove(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /** Takes {@code count} bytes away that were added last. */
    void removeLast(int count) {
        end -= count;
        remove(0);
    }

    /** Where the bytes are, for system calls. */
    Buffer buffer() {
        return buffer;
    }

    /** Index in {@link #buffer} of the first byte. */
    int start() {
        return start;
    }

    /** Index in {@link #buffer} behind the last byte. */
    int end() {
        return end;
    }

    /** A copy of the first {@code count} bytes. */
    byte[] first(int count) {
        byte[] bytes = new byte[count];
        buffer.get(start, bytes, 0, count);
        return bytes;
    }

    private void makeRoomBehind(int needed) {
        if (buffer.capacity() - end < needed) {
            byte[] rest = first(size());
            buffer.put(rest, 0, rest.length);
            start = 0;
            end = rest.length;
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
