package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a log that is in memory: lines that follow each other, of those that are chosen.
 *
 * @param head true when nothing chosen comes before
 * @param tail true when it reaches to the end, so that what is written next belongs behind it
 * @param ends where to go on reading, for each source; the start of a last line that was incomplete
 * @param size bytes of the whole log; -1 before anything was read
 * @param timed false when no line tells when it was written
 */
public record LogWindow(
        List<LogLine> lines, boolean head, boolean tail, List<LogPlace> ends, long size, boolean timed) {

    /** How much is kept, bytes. */
    public static final int LIMIT = 1 << 19;

    /** A longer line is shown in pieces of as many bytes. */
    public static final int LONGEST_LINE = 1 << 14;

    /** Nothing read yet. */
    public static final LogWindow NONE = new LogWindow(List.of(), false, false, List.of(), -1, false);

    public LogWindow {
        lines = List.copyOf(lines);
        ends = List.copyOf(ends);
    }

    public boolean isRead() {
        return size >= 0;
    }

    /** The line that begins there, or the one before it; 0 when all come later. */
    public int indexOf(LogPlace place) {
        int nearest = 0;
        for (int i = 0; i < lines.size(); i++) {
            LogPlace at = lines.get(i).place();
            if (at.file() == place.file() && at.offset() <= place.offset()) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** With a line that the operator draws behind the last one. */
    public LogWindow marked(LogLine mark) {
        List<LogLine> more = new ArrayList<>(lines);
        more.add(mark);
        return new LogWindow(more, head, tail, ends, size, timed);
    }
}
