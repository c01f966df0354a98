package dev.cleat.tui.player;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import java.util.ArrayList;
import java.util.List;

/** All keys of the player, as a screen of their own. */
final class PlayerHelp {

    private static final int KEY_COLUMNS = 14;

    private static final String[][] KEYS = {
        {"Space  p", "pause, go on"},
        {"Left  Right", "5 s back, on"},
        {".", "to the next change, and wait"},
        {"Enter", "to the next change, and go on"},
        {"+ -  } {  > <", "faster, slower"},
        {"Backspace", "as fast as it was"},
        {"i", "skip idle times"},
        {"]  [", "next, last mark"},
        {"/", "find a text"},
        {"n  N", "next, last place of it"},
        {"30G  1:00G", "go to 30 s, to 1 min"},
        {"g  G", "beginning, end"},
        {"q", "quit"},
    };

    private PlayerHelp() {}

    static ScreenImage image(int columns) {
        Style bold = new Style(-1, -1, true, false, false, false, false, false);
        List<Line> lines = new ArrayList<>();
        for (String[] key : KEYS) {
            String name = " " + key[0] + " ".repeat(KEY_COLUMNS - key[0].length());
            lines.add(new Line(List.of(new Run(name, bold), new Run(key[1], Style.PLAIN))));
        }
        return new ScreenImage(columns, lines, 0, 0, false);
    }
}
