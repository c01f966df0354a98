package dev.cleat.engine.linux;

/** MOUNT_ATTR_* bits of mount_setattr(2) and fsmount(2) (linux/mount.h), and propagation bits of mount(2). */
public final class MountAttribute {
    public static final long RDONLY = 0x1;
    public static final long NOSUID = 0x2;
    public static final long NODEV = 0x4;
    public static final long NOEXEC = 0x8;
    public static final long NOATIME = 0x10;
    public static final long STRICTATIME = 0x20;
    public static final long NODIRATIME = 0x80;
    public static final long NOSYMFOLLOW = 0x200000;

    /** The ids of the files are shifted by a user namespace's maps; only before the mount is attached anywhere. */
    public static final long IDMAP = 0x100000;

    /** Propagation types, MS_* of linux/mount.h. */
    public static final long UNBINDABLE = 1 << 17;

    public static final long PRIVATE = 1 << 18;
    public static final long SLAVE = 1 << 19;
    public static final long SHARED = 1 << 20;

    private MountAttribute() {}
}
