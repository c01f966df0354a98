package dev.cleat.tui.model;

/**
 * How a log is looked at.
 *
 * @param scroll index of the first row shown; ignored while {@code follow}
 * @param column cells that are scrolled out at the left; 0 while {@code wrap}
 * @param times whether a column says when each line was written
 * @param full without header and hints
 * @param search what is looked for and marked; empty: nothing
 * @param match the line found last; {@link LogPlace#NOWHERE}: none
 * @param busy percent of what is being read or searched; {@link #IDLE}: nothing is
 */
public record LogView(
        int scroll,
        int column,
        boolean follow,
        boolean wrap,
        boolean times,
        boolean full,
        LogChoice choice,
        String search,
        LogPlace match,
        int busy) {

    public static final int IDLE = -1;

    /** Following the end. */
    public static final LogView START =
            new LogView(0, 0, true, true, false, false, LogChoice.ALL, "", LogPlace.NOWHERE, IDLE);

    /** At row {@code row}; with {@code following} at the end, and staying there. */
    public LogView at(int row, boolean following) {
        return new LogView(row, column, following, wrap, times, full, choice, search, LogPlace.NOWHERE, busy);
    }

    /** From row {@code row} on, everything else as it is. */
    public LogView showing(int row) {
        return new LogView(row, column, follow, wrap, times, full, choice, search, match, busy);
    }

    /** At row {@code row}, where {@code place} was found. */
    public LogView found(int row, LogPlace place) {
        return new LogView(row, column, false, wrap, times, full, choice, search, place, IDLE);
    }

    public LogView scrolled(int cells) {
        return new LogView(scroll, Math.max(0, cells), follow, wrap, times, full, choice, search, match, busy);
    }

    public LogView wrapping(boolean next) {
        return new LogView(scroll, 0, follow, next, times, full, choice, search, match, busy);
    }

    public LogView timing(boolean next) {
        return new LogView(scroll, column, follow, wrap, next, full, choice, search, match, busy);
    }

    public LogView filling(boolean next) {
        return new LogView(scroll, column, follow, wrap, times, next, choice, search, match, busy);
    }

    /** Other lines; from the end. */
    public LogView choosing(LogChoice next) {
        return new LogView(0, column, true, wrap, times, full, next, search, LogPlace.NOWHERE, busy);
    }

    public LogView searching(String next) {
        return new LogView(scroll, column, follow, wrap, times, full, choice, next, LogPlace.NOWHERE, busy);
    }

    public LogView reading(int percent) {
        return new LogView(scroll, column, follow, wrap, times, full, choice, search, match, percent);
    }

    public boolean isBusy() {
        return busy != IDLE;
    }
}
