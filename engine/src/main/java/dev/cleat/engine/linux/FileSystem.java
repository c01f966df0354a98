package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.util.Set;

/**
 * What a file lies on (statfs(2)).
 *
 * @param type f_type, a number of linux/magic.h
 * @param freeBytes that this user may still write there (f_bavail of f_bsize each)
 */
public record FileSystem(long type, long freeBytes) {

    /** linux/magic.h: proc, sysfs, cgroup, cgroup2, debugfs, tracefs, securityfs, configfs, bpf, efivarfs, selinux, binfmt_misc. */
    private static final Set<Long> KERNEL_INTERFACES = Set.of(
            0x9fa0L,
            0x62656572L,
            0x27e0ebL,
            0x63677270L,
            0x64626720L,
            0x74726163L,
            0x73636673L,
            0x62656570L,
            0xcafe4a11L,
            0xde5e81e4L,
            0xf97cff8cL,
            0x42494e4dL);

    private static final int F_BSIZE = 8;
    private static final int F_BAVAIL = 32;

    static FileSystem of(Fd fd) throws ErrnoException {
        try (Memory statfs = new Memory(256)) { // 120 bytes on 64-bit Linux
            if (Libc.fstatfs(fd.number(), statfs) != 0) {
                throw ErrnoException.last("fstatfs");
            }
            return new FileSystem(statfs.getLong(0) & 0xffffffffL, statfs.getLong(F_BSIZE) * statfs.getLong(F_BAVAIL));
        }
    }

    /** True when its files are nobody's but a way to talk to the kernel: what is written there is obeyed. */
    public boolean isKernelInterface() {
        return KERNEL_INTERFACES.contains(type);
    }
}
