package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Mounts that nobody can reach but by their descriptor (open_tree(2), fsopen(2), fsmount(2)): they are handed to a process
 * that attaches them, and are gone with the last descriptor when nobody does.
 */
public final class DetachedMount {

    private static final int AT_FDCWD = -100;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long AT_RECURSIVE = 0x8000;
    private static final long OPEN_TREE_CLONE = 1;
    private static final long CLOEXEC = 0x80000;
    private static final int FSCONFIG_SET_FLAG = 0;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int ATTRIBUTES_BYTES = 32; // struct mount_attr, linux/mount.h
    private static final int MESSAGE = 400;

    private DetachedMount() {}

    /** A copy of what is mounted at {@code source}; {@code recursive}: with everything below it. */
    public static Fd copyOf(Path source, boolean recursive) throws ErrnoException {
        long flags = OPEN_TREE_CLONE | CLOEXEC | (recursive ? AT_RECURSIVE : 0);
        long fd = Libc.syscall(Libc.SYS_open_tree, AT_FDCWD, source.toString(), flags);
        if (fd < 0) {
            throw ErrnoException.last(source.toString());
        }
        return Fd.owning((int) fd);
    }

    /**
     * A new file system.
     *
     * <p><b>Errors.</b> ErrnoException with what the kernel says of the parameter it dislikes.
     *
     * @param parameters empty text: a flag
     */
    public static Fd of(String type, String source, Map<String, String> parameters, long attributes)
            throws ErrnoException {
        String what = type + " of " + source;
        long number = Libc.syscall(Libc.SYS_fsopen, type, 1);
        if (number < 0) {
            throw ErrnoException.last(what);
        }
        try (Fd context = Fd.owning((int) number)) {
            configure(context, FSCONFIG_SET_STRING, "source", source, what);
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                boolean isFlag = parameter.getValue().isEmpty();
                configure(
                        context,
                        isFlag ? FSCONFIG_SET_FLAG : FSCONFIG_SET_STRING,
                        parameter.getKey(),
                        isFlag ? null : parameter.getValue(),
                        what);
            }
            configure(context, FSCONFIG_CMD_CREATE, null, null, what);
            long mount = Libc.syscall(Libc.SYS_fsmount, context.number(), 1, attributes, 0);
            if (mount < 0) {
                throw ErrnoException.last(what);
            }
            return Fd.owning((int) mount);
        }
    }

    /** The kernel says what it disliked in the context itself: "e ext4: Unrecognized mount option" (fsopen(2)). */
    private static void configure(Fd context, int command, String key, String value, String what)
            throws ErrnoException {
        if (Libc.syscall(Libc.SYS_fsconfig, context.number(), command, key, value, 0) == 0) {
            return;
        }
        int errno = Native.getLastError();
        String said = said(context);
        throw new ErrnoException(what + (key == null ? "" : ", option " + key) + said, errno);
    }

    private static String said(Fd context) {
        try (Buffer message = new Buffer(MESSAGE)) {
            int length = context.read(message);
            String text = new String(message.bytes(Math.max(0, length)), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "" : ": " + (text.startsWith("e ") ? text.substring(2) : text);
        } catch (ErrnoException nothingSaid) {
            return "";
        }
    }

    /** Sets and clears MOUNT_ATTR_* bits (mount_setattr(2)). */
    public static void setAttributes(Fd mount, long set, long cleared, boolean recursive) throws ErrnoException {
        change(mount, set, cleared, 0, recursive);
    }

    /**
     * Shifts the ids of the files by the maps of a user namespace.
     *
     * <p><b>Errors.</b> EINVAL: the file system cannot; EPERM: it is not ours to say.
     */
    public static void shiftIds(Fd mount, Fd userNamespace, boolean recursive) throws ErrnoException {
        change(mount, MountAttribute.IDMAP, 0, userNamespace.number(), recursive);
    }

    private static void change(Fd mount, long set, long cleared, long userNamespace, boolean recursive)
            throws ErrnoException {
        long flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
        try (Memory attributes = new Memory(ATTRIBUTES_BYTES)) {
            attributes.setLong(0, set);
            attributes.setLong(8, cleared);
            attributes.setLong(16, 0);
            attributes.setLong(24, userNamespace);
            if (Libc.syscall(Libc.SYS_mount_setattr, mount.number(), "", flags, attributes, ATTRIBUTES_BYTES) != 0) {
                throw ErrnoException.last("mount attributes");
            }
        }
    }
}
