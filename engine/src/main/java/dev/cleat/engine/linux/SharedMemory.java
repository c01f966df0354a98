package dev.cleat.engine.linux;

import com.sun.jna.Pointer;

/**
 * Memory without a file (memfd_create(2)) that this process and one it gives the descriptor to both have mapped: what one
 * writes stays when it is killed. Belongs to one thread here.
 */
public final class SharedMemory implements AutoCloseable {

    private static final int MFD_CLOEXEC = 1;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;

    private final Fd fd;
    private final long size;
    private Pointer base;

    private SharedMemory(Fd fd, long size, Pointer base) {
        this.fd = fd;
        this.size = size;
        this.base = base;
    }

    /** Of {@code size} bytes, all 0; pages that nobody writes do not exist. */
    public static SharedMemory create(String name, long size) throws ErrnoException {
        int number = Libc.memfd_create(name, MFD_CLOEXEC);
        if (number < 0) {
            throw ErrnoException.last("memfd_create");
        }
        Fd fd = Fd.owning(number);
        if (Libc.ftruncate(number, size) != 0) {
            ErrnoException failure = ErrnoException.last("ftruncate");
            fd.close();
            throw failure;
        }
        Pointer base = Libc.mmap(null, size, PROT_READ_WRITE, MAP_SHARED, number, 0);
        if (Pointer.nativeValue(base) == -1) {
            ErrnoException failure = ErrnoException.last("mmap");
            fd.close();
            throw failure;
        }
        return new SharedMemory(fd, size, base);
    }

    /** For whoever shares it. */
    public Fd fd() {
        return fd;
    }

    /** Copies {@code length} bytes of {@code from} to {@code at}. */
    public void copy(Buffer from, int offset, long at, int length) {
        if (at < 0 || length < 0 || at > size - length) {
            throw new IndexOutOfBoundsException(at + " and " + length + " of " + size);
        }
        Libc.memcpy(base.share(at), from.at(offset), length);
    }

    /** Copies {@code length} bytes from {@code at} on into {@code to}. */
    public void get(long at, byte[] to, int offset, int length) {
        if (at < 0 || length < 0 || at > size - length) {
            throw new IndexOutOfBoundsException(at + " and " + length + " of " + size);
        }
        base.read(at, to, offset, length);
    }

    /** Eight bytes in native order. */
    public void putLong(long at, long value) {
        base.setLong(at, value);
    }

    /** Four bytes in native order. */
    public void putInt(long at, int value) {
        base.setInt(at, value);
    }

    /** Four bytes in native order. */
    public int getInt(long at) {
        return base.getInt(at);
    }

    @Override
    public void close() {
        if (base != null) {
            Libc.munmap(base, size);
            base = null;
            fd.close();
        }
    }
}
