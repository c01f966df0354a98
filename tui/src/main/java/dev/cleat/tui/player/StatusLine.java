package dev.cleat.tui.player;

import dev.cleat.tui.render.SafeText;
import dev.cleat.tui.render.TextWidth;
import java.util.List;

/** The last line of the player: where it is, what happened there, and as many keys as there is room for. */
final class StatusLine {

    /** Less of a label says nothing. */
    private static final int SHORTEST_LABEL = 8;

    private static final String GAP = "  ";

    private StatusLine() {}

    /**
     * @param place always shown
     * @param label what is to be told about it, perhaps nothing; cut before a key is left out that must not be
     * @param hints keys in the order of their weight; the last one always has its place
     */
    static String of(int columns, String place, String label, List<String> hints) {
        String last = hints.get(hints.size() - 1);
        int room = columns - TextWidth.of(place) - TextWidth.of(last) - GAP.length();
        StringBuilder left = new StringBuilder(place);
        if (!label.isEmpty() && room >= SHORTEST_LABEL + GAP.length()) {
            String cut = TextWidth.cut(SafeText.of(label), room - GAP.length() - 2);
            left.append(GAP).append('[').append(cut).append(']');
            room -= GAP.length() + 2 + TextWidth.of(cut);
        }
        StringBuilder right = new StringBuilder();
        for (String hint : hints.subList(0, hints.size() - 1)) {
            int width = TextWidth.of(hint) + GAP.length();
            if (width <= room) {
                right.append(hint).append(GAP);
                room -= width;
            }
        }
        right.append(last);
        int blank = columns - TextWidth.of(left.toString()) - TextWidth.of(right.toString()) - 1;
        return left + " ".repeat(Math.max(1, blank)) + right;
    }
}
