package dev.cleat.tui.model;

/**
 * A byte of a log. Rotation gives a file another name and leaves this as it is.
 *
 * @param file the file's inode number
 * @param offset bytes from its start
 */
public record LogPlace(long file, long offset) {

    /** Of a line that is in no file. */
    public static final LogPlace NOWHERE = new LogPlace(-1, -1);
}
