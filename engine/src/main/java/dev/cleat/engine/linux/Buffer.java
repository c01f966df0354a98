package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

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

    Pointer at(int offset) {
        return offset == 0 ? memory : memory.share(offset);
    }

    /** Bytes it holds. */
    public int capacity() {
        return (int) memory.size();
    }

    /** Copies bytes to its start. */
    public void put(byte[] from, int offset, int length) {
        put(0, from, offset, length);
    }

    /** Copies {@code length} bytes of {@code from} to {@code start} and after. */
    public void put(int start, byte[] from, int offset, int length) {
        memory.write(start, from, offset, length);
    }

    /** Copies {@code length} bytes from {@code start} on into {@code to}. */
    public void get(int start, byte[] to, int offset, int length) {
        memory.read(start, to, offset, length);
    }

    /** A copy of the first {@code length} bytes. */
    public byte[] bytes(int length) {
        return memory.getByteArray(0, length);
    }

    /** Where {@code wanted} stands first in {@code length} bytes from {@code start} on; -1 when it does not. */
    public int find(byte wanted, int start, int length) {
        Pointer found = Libc.memchr(at(start), wanted, length);
        return found == null ? -1 : (int) (Pointer.nativeValue(found) - Pointer.nativeValue(memory));
    }

    @Override
    public void close() {
        memory.close();
    }
}
