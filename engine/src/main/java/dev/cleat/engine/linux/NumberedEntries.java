package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.nio.file.Path;

/**
 * The entries of a directory whose names are numbers, as /proc has one for each process, with their inode numbers: all of
 * them in a few system calls, and no name becomes text (getdents64(2)).
 */
public final class NumberedEntries {

    /** What is done with each entry. */
    @FunctionalInterface
    public interface Visit {
        void entry(long number, long inode);
    }

    private static final int LISTED = 32768;
    private static final int LONGEST = 18;

    /** Of struct linux_dirent64: d_ino, d_off, d_reclen, d_type, d_name. */
    private static final int LENGTH = 16;

    private static final int NAME = 19;

    private NumberedEntries() {}

    /** Visits them in the directory's order. Errors: none; what cannot be listed has no entries. */
    public static void visit(Path directory, Visit visit) {
        try (Fd fd = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
                Memory listing = new Memory(LISTED)) {
            byte[] copy = new byte[LISTED];
            for (int size = list(fd, listing); size > 0; size = list(fd, listing)) {
                listing.read(0, copy, 0, size);
                for (int at = 0; at < size; at += listing.getShort(at + LENGTH)) {
                    long number = number(copy, at + NAME);
                    if (number > 0) {
                        visit.entry(number, listing.getLong(at));
                    }
                }
            }
        } catch (ErrnoException e) {
            // Not there, or not ours to read.
        }
    }

    private static int list(Fd directory, Memory listing) {
        return (int) Libc.syscall(Libc.SYS_getdents64, directory.number(), listing, LISTED);
    }

    /** 0 for a name that is no number above 0 in the form the kernel writes it. */
    private static long number(byte[] name, int from) {
        long number = 0;
        int at = from;
        for (; name[at] >= '0' && name[at] <= '9' && at < from + LONGEST; at++) {
            number = number * 10 + name[at] - '0';
        }
        return name[at] == 0 && name[from] != '0' ? number : 0;
    }
}
