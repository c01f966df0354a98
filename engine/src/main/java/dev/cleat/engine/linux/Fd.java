package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor with one owner, close-on-exec from its birth. Closing twice is harmless; using it afterwards is an
 * {@link IllegalStateException}.
 */
public final class Fd implements AutoCloseable {

    /** open(2) flags (asm-generic/fcntl.h). O_DIRECTORY and O_NOFOLLOW differ on arm64 and are looked up. */
    public static final int O_RDONLY = 0;

    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;
    public static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;
    public static final int O_PATH = 0x200000;
    static final int O_CLOEXEC = 0x80000;

    private static final int AT_FDCWD = -100;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int FALLOC_FL_PUNCH_HOLE = 2;

    private final AtomicInteger number;

    private Fd(int number) {
        this.number = new AtomicInteger(number);
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /** Takes ownership of a descriptor that native code returned. */
    public static Fd owning(int number) {
        return new Fd(number);
    }

    /**
     * Takes over a descriptor that this process was executed with; from now on no program that it executes has it. Empty
     * when there is none of that number.
     */
    public static Optional<Fd> inherited(int number) {
        int fd = Libc.fcntl(number, F_DUPFD_CLOEXEC, 0);
        if (fd < 0) {
            return Optional.empty();
        }
        Libc.close(number);
        return Optional.of(new Fd(fd));
    }

    /** open(2) with O_CLOEXEC; retried on EINTR. */
    public static Fd open(Path path, int flags, int mode) throws ErrnoException {
        return openAt(AT_FDCWD, path.toString(), flags, mode);
    }

    /** openat(2) below this directory. */
    public Fd openAt(String name, int flags, int mode) throws ErrnoException {
        return openAt(number(), name, flags, mode);
    }

    private static Fd openAt(int directory, String path, int flags, int mode) throws ErrnoException {
        while (true) {
            int fd = Libc.openat(directory, path, flags | O_CLOEXEC, mode);
            if (fd >= 0) {
                return new Fd(fd);
            }
            if (Native.getLastError() != Errno.EINTR) {
                throw ErrnoException.last(path);
            }
        }
    }

    /**
     * openat2(2) inside this directory as if it were the root: symbolic links and ".." cannot leave it, magic links are
     * refused.
     */
    public Fd openInRoot(String path, int flags) throws ErrnoException {
        final long resolveInRoot = 0x10;
        final long resolveNoMagicLinks = 0x02;
        try (Memory how = new Memory(24)) {
            how.setLong(0, flags | O_CLOEXEC);
            how.setLong(8, 0);
            how.setLong(16, resolveInRoot | resolveNoMagicLinks);
            long fd = Libc.syscall(Libc.SYS_openat2, number(), path, how, 24);
            if (fd < 0) {
                throw ErrnoException.last(path);
            }
            return new Fd((int) fd);
        }
    }

    /** Two connected ends. What is written to {@code write} is read from {@code read}. */
    public record Pipe(Fd read, Fd write) {}

    /** pipe2(2). */
    public static Pipe pipe() throws ErrnoException {
        int[] fds = new int[2];
        if (Libc.pipe2(fds, O_CLOEXEC) != 0) {
            throw ErrnoException.last("pipe");
        }
        return new Pipe(new Fd(fds[0]), new Fd(fds[1]));
    }

    /** A second descriptor of the same open file, numbered {@code lowest} or above. */
    public Fd duplicate(int lowest) throws ErrnoException {
        int fd = Libc.fcntl(number(), F_DUPFD_CLOEXEC, lowest);
        if (fd < 0) {
            throw ErrnoException.last("fd " + number());
        }
        return new Fd(fd);
    }

    /** Switches O_NONBLOCK of the open file description; never do this to one that other processes share. */
    public void setNonBlocking(boolean on) throws ErrnoException {
        int flags = Libc.fcntl(number(), F_GETFL, 0);
        if (Libc.fcntl(number(), F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK) != 0) {
            throw ErrnoException.last("fd " + number());
        }
    }

    /** The number, for system calls. */
    public int number() {
        int fd = number.get();
        if (fd < 0) {
            throw new IllegalStateException("descriptor is closed");
        }
        return fd;
    }

    /** True until {@link #close}. */
    public boolean isOpen() {
        return number.get() >= 0;
    }

    /**
     * read(2) into {@code buffer} from its start, retried on EINTR.
     *
     * @return bytes read; 0 at end of file; -1 when it would block. EIO (a PTY master without slave) and ECONNRESET are
     *     end of file.
     */
    public int read(Buffer buffer) throws ErrnoException {
        return read(buffer, 0, buffer.capacity());
    }

    /** As {@link #read(Buffer)}, at most {@code length} bytes, stored from {@code offset} on. */
    public int read(Buffer buffer, int offset, int length) throws ErrnoException {
        while (true) {
            long n = Libc.read(number(), buffer.at(offset), length);
            if (n >= 0) {
                return (int) n;
            }
            switch (Native.getLastError()) {
                case Errno.EINTR -> {}
                case Errno.EAGAIN -> {
                    return -1;
                }
                case Errno.EIO -> {
                    return 0;
                }
                default -> throw ErrnoException.last("read");
            }
        }
    }

    /**
     * write(2) of {@code length} bytes of {@code buffer} from {@code offset}, retried on EINTR.
     *
     * @return bytes written, perhaps fewer; -1 when it would block
     */
    public int write(Buffer buffer, int offset, int length) throws ErrnoException {
        while (true) {
            long n = Libc.write(number(), buffer.at(offset), length);
            if (n >= 0) {
                return (int) n;
            }
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN) {
                return -1;
            }
            if (errno != Errno.EINTR) {
                throw new ErrnoException("write", errno);
            }
        }
    }

    /** Writes everything in as few write(2) calls as the kernel needs; for descriptors that block. */
    public void writeFully(byte[] bytes) throws ErrnoException {
        if (bytes.length == 0) {
            return;
        }
        try (Buffer buffer = new Buffer(bytes.length)) {
            buffer.put(bytes, 0, bytes.length);
            for (int done = 0; done < bytes.length; ) {
                done += Math.max(0, write(buffer, done, bytes.length - done));
            }
        }
    }

    /** pwrite(2) of the first {@code length} bytes of {@code buffer}; false when the disk took less of them. */
    public boolean writeAt(Buffer buffer, int length, long offset) throws ErrnoException {
        while (true) {
            long n = Libc.pwrite(number(), buffer.at(0), length, offset);
            if (n >= 0) {
                return n == length;
            }
            if (Native.getLastError() != Errno.EINTR) {
                throw ErrnoException.last("pwrite");
            }
        }
    }

    /**
     * pread(2) into {@code buffer} from its start, retried on EINTR; of a file of the kernel's, all that is asked for.
     *
     * @return bytes read; 0 at end of file
     */
    public int readAt(Buffer buffer, long offset) throws ErrnoException {
        while (true) {
            long n = Libc.pread(number(), buffer.at(0), buffer.capacity(), offset);
            if (n >= 0) {
                return (int) n;
            }
            if (Native.getLastError() != Errno.EINTR) {
                throw ErrnoException.last("pread");
            }
        }
    }

    /** fchown(2); -1 leaves an id alone. */
    public void changeOwner(long uid, long gid) throws ErrnoException {
        if (Libc.fchown(number(), (int) uid, (int) gid) != 0) {
            throw ErrnoException.last("fchown");
        }
    }

    /** fchmod(2). */
    public void changeMode(int mode) throws ErrnoException {
        if (Libc.fchmod(number(), mode) != 0) {
            throw ErrnoException.last("fchmod");
        }
    }

    /** Owner of what an O_PATH descriptor stands for, a symbolic link included (fchownat(2), AT_EMPTY_PATH). */
    public void changeOwnerOfPath(long uid, long gid) throws ErrnoException {
        final int atEmptyPath = 0x1000;
        if (Libc.fchownat(number(), "", (int) uid, (int) gid, atEmptyPath) != 0) {
            throw ErrnoException.last("fchownat");
        }
    }

    /** Mode of the file, not a link, that an O_PATH descriptor stands for: fchmod(2) refuses it. */
    public void changeModeOfPath(int mode) throws ErrnoException {
        if (Libc.chmod("/proc/self/fd/" + number(), mode) != 0) {
            throw ErrnoException.last("chmod");
        }
    }

    /** fsync(2). */
    public void sync() throws ErrnoException {
        if (Libc.fsync(number()) != 0) {
            throw ErrnoException.last("fsync");
        }
    }

    /** The bytes and what is needed to find them, not the times (fdatasync(2)). */
    public void syncData() throws ErrnoException {
        if (Libc.fdatasync(number()) != 0) {
            throw ErrnoException.last("fdatasync");
        }
    }

    /** Cuts the file off behind {@code length} bytes (ftruncate(2)). */
    public void truncate(long length) throws ErrnoException {
        if (Libc.ftruncate(number(), length) != 0) {
            throw ErrnoException.last("ftruncate");
        }
    }

    /** What it lies on (fstatfs(2)). */
    public FileSystem fileSystem() throws ErrnoException {
        return FileSystem.of(this);
    }

    /** Makes a directory below this one; an existing one is fine (mkdirat(2)). */
    public void makeDirectoryAt(String name, int mode) throws ErrnoException {
        if (Libc.mkdirat(number(), name, mode) != 0 && Native.getLastError() != Errno.EEXIST) {
            throw ErrnoException.last(name);
        }
    }

    /** The same, told apart: false when it was there already. */
    public boolean tryMakeDirectoryAt(String name, int mode) throws ErrnoException {
        if (Libc.mkdirat(number(), name, mode) == 0) {
            return true;
        }
        if (Native.getLastError() == Errno.EEXIST) {
            return false;
        }
        throw ErrnoException.last(name);
    }

    /** renameat(2) within this directory. */
    public void renameAt(String from, String to) throws ErrnoException {
        if (Libc.renameat(number(), from, number(), to) != 0) {
            throw ErrnoException.last(from);
        }
    }

    /** unlinkat(2) of a file below this directory; one that is not there is fine. */
    public void unlinkAt(String name) throws ErrnoException {
        if (Libc.unlinkat(number(), name, 0) != 0 && Native.getLastError() != Errno.ENOENT) {
            throw ErrnoException.last(name);
        }
    }

    /** The next read or write is {@code offset} bytes from the beginning (lseek(2)). */
    public void seek(long offset) throws ErrnoException {
        if (Libc.lseek(number(), offset, 0) < 0) {
            throw ErrnoException.last("lseek");
        }
    }

    /**
     * Gives the blocks of the first {@code length} bytes back to the file system; they read as zeros, the size stays
     * (fallocate(2)). False where the file system cannot.
     */
    public boolean punchHole(long length) {
        return Libc.fallocate(number(), FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 0, length) == 0;
    }

    /** Reads up to {@code atMost} bytes from where the file offset stands. */
    public byte[] readUpTo(int atMost) throws ErrnoException {
        try (Buffer buffer = new Buffer(8192)) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            int n;
            while (bytes.size() < atMost && (n = read(buffer)) > 0) {
                bytes.write(buffer.bytes(n), 0, Math.min(n, atMost - bytes.size()));
            }
            return bytes.toByteArray();
        }
    }

    /** isatty(3) of any descriptor number of this process. */
    public static boolean isTerminal(int fd) {
        return Libc.isatty(fd) == 1;
    }

    /** statx(2) of the open file. */
    public FileStatus status() throws ErrnoException {
        return FileStatus.of(number());
    }

    @Override
    public void close() {
        int fd = number.getAndSet(-1);
        if (fd >= 0) {
            Libc.close(fd);
        }
    }

    @Override
    public String toString() {
        return "fd " + number.get();
    }
}
