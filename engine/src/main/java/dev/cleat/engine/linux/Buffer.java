package dev.cleat.engine.linux;

import com.sun.jna.Memory;

/** Memory outside the heap that system calls read and write without copying; belongs to one thread. */
public final class Buffer implements AutoCloseable {

    private final Memory memory;

    /** @param capacity bytes, at least 1 */
    public Buffer(int capacity) {
        memory = new Memory(capacity);
    }

    Memory memory() {
        return memory;
    }

    /** Bytes it holds. */
    public int capacity() {
        return (int) memory.size();
    }

    /** Copies bytes to its start. */
    public void put(byte[] from, int offset, int length) {
        memory.write(0, from, offset, length);
    }

    /** Copies {@code length} bytes from {@code start} on into {@code to}. */
    public void get(int start, byte[] to, int offset, int length) {
        memory.read(start, to, offset, length);
    }

    /** A copy of the first {@code length} bytes. */
    public byte[] bytes(int length) {
        return memory.getByteArray(0, length);
    }

    @Override
    public void close() {
        memory.close();
    }
}
