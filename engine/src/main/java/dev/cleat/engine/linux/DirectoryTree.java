package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * A directory with all directories below it, in a file system in which none is ever moved below another one, as in those of
 * cgroups. Of any depth and with any names: one descriptor is open at a time, no path is longer than a name, and no name
 * becomes text. Belongs to one thread.
 */
public final class DirectoryTree implements AutoCloseable {

    /** What is done in each directory. */
    @FunctionalInterface
    public interface Visit {
        void in(Fd directory);
    }

    private static final int LISTED = 8192;
    private static final int SEEK_SET = 0;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int FLAGS = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;

    /** Of struct linux_dirent64 (getdents64(2)): d_ino, d_off, d_reclen, d_type, d_name. */
    private static final int OFFSET = 8;

    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    private static final byte DT_DIR = 4;

    private final Memory listing = new Memory(LISTED);
    private Fd here;
    private long depth;

    private DirectoryTree(Fd top) {
        this.here = top;
    }

    /** Visits {@code top} and every directory below it. Errors: none; what goes away meanwhile is not visited. */
    public static void visit(Path top, Visit visit) {
        try (DirectoryTree tree = new DirectoryTree(Fd.open(top, FLAGS, 0))) {
            tree.visit(visit);
        } catch (ErrnoException e) {
            // ENOENT: it has gone with everything.
        }
    }

    private void visit(Visit visit) throws ErrnoException {
        visit.in(here);
        long after = 0;
        while (true) {
            Pointer child = nextChild(after);
            after = 0;
            if (child == null) {
                after = here.status().inode();
                if (!up()) {
                    return;
                }
            } else if (down(child)) {
                visit.in(here);
            }
        }
    }

    /** The name of the next from where it was read to, or after that of a given number, which is where we come from. */
    private Pointer nextChild(long comingFrom) {
        long after = comingFrom;
        for (int length = list(); length > 0; length = list()) {
            for (int at = 0; at < length; at += listing.getShort(at + LENGTH)) {
                if (after != 0) {
                    after = listing.getLong(at) == after ? 0 : after;
                } else if (isChild(at)) {
                    Libc.lseek(here.number(), listing.getLong(at + OFFSET), SEEK_SET);
                    return listing.share(at + NAME);
                }
            }
        }
        return null;
    }

    /**
     * Removes what is below {@code top}, and {@code top} itself, up to the first that is busy (EBUSY: a cgroup with
     * processes).
     *
     * @return true when nothing of it is there any more
     * @throws ErrnoException when one may not be removed
     */
    public static boolean isRemoved(Path top) throws ErrnoException {
        try (DirectoryTree tree = new DirectoryTree(Fd.open(top, FLAGS, 0))) {
            if (!tree.isCleared()) {
                return false;
            }
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            throw e;
        }
        return isGone(Libc.unlinkat(-1, top.toString(), AT_REMOVEDIR), top.toString());
    }

    private boolean isCleared() throws ErrnoException {
        while (true) {
            var sweep = new Sweep();
            boolean goesOn = sweep.busy == null ? sweep.removedAny && up() : down(sweep.busy);
            if (!goesOn) {
                return sweep.busy == null && depth == 0;
            }
        }
    }

    /** Removes empty children. */
    private final class Sweep {
        private Pointer busy;
        private boolean removedAny;

        Sweep() throws ErrnoException {
            Libc.lseek(here.number(), 0, SEEK_SET);
            for (int length = list(); length > 0 && busy == null; length = busy == null ? list() : 0) {
                for (int at = 0; at < length && busy == null; at += listing.getShort(at + LENGTH)) {
                    if (isChild(at)) {
                        remove(listing.share(at + NAME));
                    }
                }
            }
        }

        private void remove(Pointer name) throws ErrnoException {
            if (isGone(Libc.unlinkat(here.number(), name, AT_REMOVEDIR), "a cgroup")) {
                removedAny = true;
            } else {
                busy = name;
            }
        }
    }

    private static boolean isGone(int result, String what) throws ErrnoException {
        int errno = result == 0 ? 0 : Native.getLastError();
        if (errno == 0 || errno == Errno.ENOENT) {
            return true;
        }
        if (errno != Errno.EBUSY) {
            throw new ErrnoException(what, errno);
        }
        return false;
    }

    private int list() {
        return (int) Libc.syscall(Libc.SYS_getdents64, here.number(), listing, LISTED);
    }

    private boolean isChild(int at) {
        boolean isDot = listing.getByte(at + NAME) == '.'
                && (listing.getByte(at + NAME + 1) == 0
                        || listing.getByte(at + NAME + 1) == '.' && listing.getByte(at + NAME + 2) == 0);
        return listing.getByte(at + TYPE) == DT_DIR && !isDot;
    }

    private boolean down(Pointer name) {
        int child = Libc.openat(here.number(), name, FLAGS | Fd.O_CLOEXEC, 0);
        if (child < 0) {
            return false;
        }
        here.close();
        here = Fd.owning(child);
        depth++;
        return true;
    }

    private boolean up() throws ErrnoException {
        if (depth == 0) {
            return false;
        }
        Fd parent = here.openAt("..", FLAGS, 0);
        here.close();
        here = parent;
        depth--;
        return true;
    }

    @Override
    public void close() {
        here.close();
        listing.close();
    }
}
