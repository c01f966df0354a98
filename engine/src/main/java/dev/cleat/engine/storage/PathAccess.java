package dev.cleat.engine.storage;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.ExtendedAttribute;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.plan.HostFiles.Walker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/** Whether another user may pass the directories of a path, as the kernel would decide (path_resolution(7), acl(5)). */
final class PathAccess {

    private static final int PASS = 1;
    private static final int OTHERS = 0;
    private static final int GROUP_SHIFT = 3;
    private static final int OWNER_SHIFT = 6;

    /** Layout of linux/posix_acl_xattr.h: a version, then tag, permissions and id of each entry. */
    private static final String ACCESS_LIST = "system.posix_acl_access";

    private static final int HEADER = 4;
    private static final int ENTRY = 8;
    private static final int TAG_USER = 0x02;
    private static final int TAG_GROUP_OWNER = 0x04;
    private static final int TAG_GROUP = 0x08;
    private static final int TAG_MASK = 0x10;

    private PathAccess() {}

    static Optional<Path> firstClosed(Path path, Walker user) {
        Path real = real(path);
        Path at = real.getRoot();
        for (Path part : real) {
            if (isClosed(at, user)) {
                return Optional.of(at);
            }
            at = at.resolve(part);
        }
        return isClosed(at, user) ? Optional.of(at) : Optional.empty();
    }

    /** Symbolic links on the way lead through other directories. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException unseen) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static boolean isClosed(Path directory, Walker user) {
        try (Fd fd = Fd.open(directory, Fd.O_PATH, 0)) {
            FileStatus status = fd.status();
            return status.isDirectory() && !mayPass(directory, status, user);
        } catch (ErrnoException unseen) {
            return false; // somebody else will say what is wrong with it
        }
    }

    private static boolean mayPass(Path directory, FileStatus status, Walker user) {
        long uid = Integer.toUnsignedLong(status.uid());
        long gid = Integer.toUnsignedLong(status.gid());
        if (user.powerOver().covers(uid, gid)) {
            return true;
        }
        if (uid == user.uid()) {
            return isSet(status.mode(), OWNER_SHIFT);
        }
        Optional<byte[]> list = ExtendedAttribute.read(directory, ACCESS_LIST);
        if (list.isPresent()) {
            return byList(list.get(), gid, user).orElse(isSet(status.mode(), OTHERS));
        }
        return isSet(status.mode(), gid == user.gid() ? GROUP_SHIFT : OTHERS);
    }

    private static boolean isSet(int mode, int shift) {
        return (mode >> shift & PASS) != 0;
    }

    /** Empty when no entry names the user or one of its groups. */
    private static Optional<Boolean> byList(byte[] list, long gid, Walker user) {
        ByteBuffer entries = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
        int mask = mask(entries);
        boolean isGroup = false;
        boolean groupMay = false;
        for (int at = HEADER; at + ENTRY <= list.length; at += ENTRY) {
            int tag = entries.getShort(at);
            boolean may = (entries.getShort(at + 2) & mask & PASS) != 0;
            long id = Integer.toUnsignedLong(entries.getInt(at + 4));
            if (tag == TAG_USER && id == user.uid()) {
                return Optional.of(may);
            }
            if (tag == TAG_GROUP_OWNER && gid == user.gid() || tag == TAG_GROUP && id == user.gid()) {
                isGroup = true;
                groupMay |= may;
            }
        }
        return isGroup ? Optional.of(groupMay) : Optional.empty();
    }

    private static int mask(ByteBuffer entries) {
        for (int at = HEADER; at + ENTRY <= entries.capacity(); at += ENTRY) {
            if (entries.getShort(at) == TAG_MASK) {
                return entries.getShort(at + 2);
            }
        }
        return ~0;
    }
}
