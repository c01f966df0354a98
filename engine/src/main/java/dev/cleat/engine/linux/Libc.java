package dev.cleat.engine.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The C library and the raw system calls it does not wrap, mapped directly. C names stay in C form.
 *
 * <p>64-bit Linux only: {@code long} stands for size_t, ssize_t and long. Numbers of system calls from 424 on are the
 * same on every architecture (asm-generic/unistd.h).
 */
final class Libc {

    static final long SYS_pidfd_send_signal = 424;
    static final long SYS_pidfd_open = 434;
    static final long SYS_openat2 = 437;
    static final long SYS_open_tree = 428;
    static final long SYS_fsopen = 430;
    static final long SYS_fsconfig = 431;
    static final long SYS_fsmount = 432;
    static final long SYS_mount_setattr = 442;

    /** getdents64(2) is older than those, and has a number for each architecture. */
    static final long SYS_getdents64 = System.getProperty("os.arch").equals("aarch64") ? 61 : 217;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int open(String path, int flags, int mode);

    static native int openat(int directory, String path, int flags, int mode);

    static native int openat(int directory, Pointer path, int flags, int mode);

    static native int close(int fd);

    static native long read(int fd, Pointer buffer, long count);

    static native long write(int fd, Pointer buffer, long count);

    static native long pwrite(int fd, Pointer buffer, long count, long offset);

    static native long pread(int fd, Pointer buffer, long count, long offset);

    static native long send(int fd, Pointer buffer, long count, int flags);

    static native long sendmsg(int fd, Pointer message, int flags);

    static native long recvmsg(int fd, Pointer message, int flags);

    static native Pointer memchr(Pointer bytes, int wanted, long count);

    static native int poll(Pointer fds, long count, int timeoutMillis);

    static native int fcntl(int fd, int command, long argument);

    static native int ioctl(int fd, long request, Pointer argument);

    static native int pipe2(int[] fds, int flags);

    static native int socketpair(int domain, int type, int protocol, int[] fds);

    static native int socket(int domain, int type, int protocol);

    static native int connect(int fd, Pointer address, int length);

    static native int eventfd(int initial, int flags);

    static native int clock_gettime(int clock, Pointer time);

    static native Pointer mmap(Pointer wanted, long length, int protection, int flags, int fd, long offset);

    static native int munmap(Pointer base, long length);

    static native Pointer memcpy(Pointer to, Pointer from, long count);

    static native int memfd_create(String name, int flags);

    static native int fsync(int fd);

    static native int fdatasync(int fd);

    static native int ftruncate(int fd, long length);

    static native long lseek(int fd, long offset, int whence);

    static native int fallocate(int fd, int mode, long offset, long length);

    static native int fchown(int fd, int uid, int gid);

    static native int fchmod(int fd, int mode);

    static native int chmod(String path, int mode);

    static native int renameat(int fromDirectory, String from, int toDirectory, String to);

    static native int unlinkat(int directory, String path, int flags);

    static native int unlinkat(int directory, Pointer path, int flags);

    static native int mkdirat(int directory, String path, int mode);

    static native int statx(int directory, String path, int flags, int mask, Pointer result);

    static native int isatty(int fd);

    static native int tcgetattr(int fd, Pointer termios);

    static native int tcsetattr(int fd, int actions, Pointer termios);

    static native void cfmakeraw(Pointer termios);

    static native int kill(int pid, int signal);

    static native int getpid();

    static native int geteuid();

    static native int waitid(int idType, int id, Pointer info, int options);

    static native long syscall(long number, long a, long b, long c, long d);

    static native long syscall(long number, long a, String b, Pointer c, long d);

    static native long syscall(long number, String a, long b);

    static native long syscall(long number, long a, String b, long c);

    static native long syscall(long number, long a, long b, String c, String d, long e);

    static native long syscall(long number, long a, String b, long c, Pointer d, long e);

    static native int fstatfs(int fd, Pointer result);

    static native long getxattr(String path, String name, Pointer value, long size);

    static native int setxattr(String path, String name, byte[] value, long size, int flags);

    static native int fchownat(int directory, String path, int uid, int gid, int flags);

    static native long syscall(long number, long a, Pointer b, long c);

    static native int prlimit(int pid, int resource, Pointer wanted, Pointer former);

    static native int sched_setaffinity(int pid, long size, Pointer mask);

    static native int prctl(int option, long a, long b, long c, long d);

    static native String strerror(int errno);

    static native int posix_spawn(
            int[] pid, String path, Pointer fileActions, Pointer attributes, Pointer argv, Pointer environment);

    static native int posix_spawn_file_actions_init(Pointer fileActions);

    static native int posix_spawn_file_actions_adddup2(Pointer fileActions, int from, int to);

    static native int posix_spawn_file_actions_addopen(Pointer fileActions, int fd, String path, int flags, int mode);

    static native int posix_spawn_file_actions_addclose(Pointer fileActions, int fd);

    static native int posix_spawn_file_actions_destroy(Pointer fileActions);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    static native int posix_spawnattr_destroy(Pointer attributes);
}
