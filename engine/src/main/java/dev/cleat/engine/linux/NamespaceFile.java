package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.nio.file.Path;

/** An open namespace (namespaces(7), ioctl_ns(2)): while it is open it cannot become another's. */
public final class NamespaceFile {

    private static final long NSFS_MAGIC = 0x6e736673;
    private static final long NS_GET_USERNS = 0xb701;
    private static final long NS_GET_NSTYPE = 0xb703;
    private static final long NS_GET_OWNER_UID = 0xb704;

    private NamespaceFile() {}

    /**
     * Opens the file without waiting for whoever has the other end of a FIFO, and without acting on a device.
     *
     * <p><b>Errors.</b> EINVAL when it is no namespace.
     */
    public static Fd open(Path file) throws ErrnoException {
        try (Fd found = Fd.open(file, Fd.O_PATH, 0)) {
            if (found.fileSystem().type() != NSFS_MAGIC) {
                throw new ErrnoException(file.toString(), Errno.EINVAL);
            }
            return Fd.open(Path.of("/proc/self/fd", Integer.toString(found.number())), Fd.O_RDONLY, 0);
        }
    }

    /** Its CLONE_NEW flag. */
    public static long cloneFlag(Fd namespace) throws ErrnoException {
        return ask(namespace, NS_GET_NSTYPE, null) & 0xffffffffL;
    }

    /** The user namespace that has power over it. EPERM: one that we may not see, above ours. */
    public static Fd userNamespace(Fd namespace) throws ErrnoException {
        return Fd.owning(ask(namespace, NS_GET_USERNS, null));
    }

    /** Who made a user namespace, as our user namespace sees it. */
    public static int ownerUid(Fd userNamespace) throws ErrnoException {
        try (Memory uid = new Memory(4)) {
            ask(userNamespace, NS_GET_OWNER_UID, uid);
            return uid.getInt(0);
        }
    }

    private static int ask(Fd namespace, long question, Memory answer) throws ErrnoException {
        int result = Libc.ioctl(namespace.number(), question, answer);
        if (result < 0) {
            throw ErrnoException.last("namespace");
        }
        return result;
    }
}
