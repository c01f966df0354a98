package dev.cleat.engine.api;

import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Shows a text inverse wherever it stands in a line of a screen, in letters of either case. */
public final class Highlight {

    private Highlight() {}

    /** On a whole screen. */
    public static ScreenImage of(ScreenImage image, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return new ScreenImage(
                image.columns(),
                image.lines().stream().map(line -> of(line, wanted)).toList(),
                image.cursorRow(),
                image.cursorColumn(),
                image.cursorVisible());
    }

    /** In one line; {@code wanted} is in small letters. */
    public static Line of(Line line, String wanted) {
        StringBuilder all = new StringBuilder();
        line.runs().forEach(run -> all.append(run.text()));
        BitSet found = found(all.toString().toLowerCase(Locale.ROOT), wanted);
        if (found.isEmpty()) {
            return line;
        }
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (Run run : line.runs()) {
            split(run, start, found, runs);
            start += run.text().length();
        }
        return new Line(runs);
    }

    private static BitSet found(String line, String wanted) {
        BitSet found = new BitSet();
        int at = line.indexOf(wanted);
        while (at >= 0) {
            found.set(at, at + wanted.length());
            at = line.indexOf(wanted, at + wanted.length());
        }
        return found;
    }

    private static void split(Run run, int start, BitSet found, List<Run> into) {
        int end = start + run.text().length();
        int at = start;
        while (at < end) {
            boolean inside = found.get(at);
            int change = inside ? found.nextClearBit(at) : found.nextSetBit(at);
            int until = change < 0 ? end : Math.min(end, change);
            into.add(new Run(
                    run.text().substring(at - start, until - start), inside ? inverse(run.style()) : run.style()));
            at = until;
        }
    }

    private static Style inverse(Style style) {
        return new Style(
                style.foreground(),
                style.background(),
                style.bold(),
                style.dim(),
                style.italic(),
                style.underline(),
                !style.inverse(),
                style.conceal());
    }
}
