package dev.cleat.engine.definition;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The capabilities of capabilities(7); declaration order is their number (linux/capability.h). */
public enum Capability {
    CHOWN,
    DAC_OVERRIDE,
    DAC_READ_SEARCH,
    FOWNER,
    FSETID,
    KILL,
    SETGID,
    SETUID,
    SETPCAP,
    LINUX_IMMUTABLE,
    NET_BIND_SERVICE,
    NET_BROADCAST,
    NET_ADMIN,
    NET_RAW,
    IPC_LOCK,
    IPC_OWNER,
    SYS_MODULE,
    SYS_RAWIO,
    SYS_CHROOT,
    SYS_PTRACE,
    SYS_PACCT,
    SYS_ADMIN,
    SYS_BOOT,
    SYS_NICE,
    SYS_RESOURCE,
    SYS_TIME,
    SYS_TTY_CONFIG,
    MKNOD,
    LEASE,
    AUDIT_WRITE,
    AUDIT_CONTROL,
    SETFCAP,
    MAC_OVERRIDE,
    MAC_ADMIN,
    SYSLOG,
    WAKE_ALARM,
    BLOCK_SUSPEND,
    AUDIT_READ,
    PERFMON,
    BPF,
    CHECKPOINT_RESTORE;

    /** What a container keeps when its definition does not say: the fourteen of Docker's default. */
    public static final Set<Capability> DEFAULT = Set.copyOf(EnumSet.of(
            CHOWN,
            DAC_OVERRIDE,
            FOWNER,
            FSETID,
            KILL,
            SETGID,
            SETUID,
            SETPCAP,
            NET_BIND_SERVICE,
            NET_RAW,
            SYS_CHROOT,
            MKNOD,
            AUDIT_WRITE,
            SETFCAP));

    private static final String PREFIX = "CAP_";

    /** Its bit in a capability set. */
    public long bit() {
        return 1L << ordinal();
    }

    /** The bits of several. */
    public static long bits(Set<Capability> capabilities) {
        return capabilities.stream().mapToLong(Capability::bit).reduce(0, (a, b) -> a | b);
    }

    /** Those whose bit is set, in kernel order. */
    public static List<Capability> of(long bits) {
        return Arrays.stream(values()).filter(c -> (bits & c.bit()) != 0).toList();
    }

    /** By name, with or without {@code CAP_}, in any case. */
    public static Optional<Capability> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String plain = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        return Arrays.stream(values()).filter(c -> c.name().equals(plain)).findFirst();
    }
}
