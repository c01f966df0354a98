package dev.cleat.engine.linux;

import com.sun.jna.Memory;

/**
 * What statx(2) says of an open file: its layout is the same on every architecture, unlike struct stat.
 *
 * @param mode type and permissions as st_mode
 * @param links number of hard links
 * @param inode inode number
 * @param deviceMajor of a device node: what it stands for
 * @param deviceMinor of a device node
 */
public record FileStatus(
        int mode, long links, int uid, int gid, long inode, long size, int deviceMajor, int deviceMinor) {

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int TYPE = 0170000;

    static FileStatus of(int fd) throws ErrnoException {
        try (Memory statx = new Memory(256)) {
            if (Libc.statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, statx) != 0) {
                throw ErrnoException.last("fd " + fd);
            }
            return new FileStatus(
                    statx.getShort(28) & 0xffff,
                    statx.getInt(16) & 0xffffffffL,
                    statx.getInt(20),
                    statx.getInt(24),
                    statx.getLong(32),
                    statx.getLong(40),
                    statx.getInt(128),
                    statx.getInt(132));
        }
    }

    /** A regular file (inode(7)). */
    public boolean isRegular() {
        return (mode & TYPE) == 0100000;
    }

    /** A character device. */
    public boolean isCharacterDevice() {
        return (mode & TYPE) == 0020000;
    }

    /** A block device. */
    public boolean isBlockDevice() {
        return (mode & TYPE) == 0060000;
    }

    /** A pipe, with or without a name. */
    public boolean isPipe() {
        return (mode & TYPE) == 0010000;
    }

    /** A directory. */
    public boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    /** A symbolic link. */
    public boolean isSymbolicLink() {
        return (mode & TYPE) == 0120000;
    }

    /** What it is, with its article: {@code a directory}. */
    public String kind() {
        return switch (mode & TYPE) {
            case 0010000 -> "a FIFO";
            case 0020000, 0060000 -> "a device";
            case 0040000 -> "a directory";
            case 0100000 -> "a regular file";
            case 0120000 -> "a symbolic link";
            case 0140000 -> "a socket";
            default -> "no file";
        };
    }
}
