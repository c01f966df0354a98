package dev.cleat.tui.view;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.render.Frame;
import dev.cleat.tui.render.Line;
import dev.cleat.tui.render.Span;
import dev.cleat.tui.render.TextWidth;
import dev.cleat.tui.terminal.ConsoleTerminal;
import dev.cleat.tui.theme.Style;
import dev.cleat.tui.theme.Theme;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paints frames onto a screen, only the lines that differ from the frame before. */
public final class FramePainter {

    /** More characters than any script of a screenful; then the cache starts anew. */
    private static final int CACHE = 20_000;

    private record Place(Role role, Role ground, boolean selected, Optional<ScreenImage.Style> look) {}

    private record Cell(int codePoint, Style style) {}

    private final Theme theme;
    private final boolean ascii;
    private final Map<Place, Style> styles = new HashMap<>();
    private final Map<Cell, TextCharacter> cells = new HashMap<>();
    private Frame painted = new Frame(0, List.of(), java.util.Optional.empty());

    /** @param ascii characters above U+007E are shown as question marks */
    public FramePainter(Theme theme, boolean ascii) {
        this.theme = theme;
        this.ascii = ascii;
    }

    /** Brings the screen's cells up to date; true when there is anything to refresh. */
    public boolean paint(Frame frame, Screen screen) {
        if (frame.equals(painted)) {
            return false;
        }
        boolean sameShape = frame.columns() == painted.columns()
                && frame.lines().size() == painted.lines().size();
        for (int row = 0; row < frame.lines().size(); row++) {
            Line line = frame.lines().get(row);
            if (!sameShape || !line.equals(painted.lines().get(row))) {
                paintLine(line, row, frame.columns(), screen);
            }
        }
        screen.setCursorPosition(frame.cursor()
                .map(spot -> new TerminalPosition(spot.column(), spot.row()))
                .orElse(null));
        painted = frame;
        return true;
    }

    /** Forgets what was painted: the next frame is painted whole. */
    public void forget() {
        painted = new Frame(0, List.of(), java.util.Optional.empty());
    }

    private void paintLine(Line line, int row, int columns, Screen screen) {
        int column = 0;
        for (int number = 0; number < line.spans().size(); number++) {
            Span span = line.spans().get(number);
            boolean selected = line.selected() && number < line.reach();
            Style style =
                    styles.computeIfAbsent(new Place(span.role(), span.ground(), selected, span.look()), this::style);
            String text = span.text();
            for (int i = 0; i < text.length() && column < columns; i += Character.charCount(text.codePointAt(i))) {
                column += paintCell(text.codePointAt(i), style, column, row, screen);
            }
        }
    }

    private int paintCell(int codePoint, Style style, int column, int row, Screen screen) {
        int shown = ascii && codePoint > 0x7e ? '?' : codePoint;
        int width = TextWidth.of(codePoint);
        TextCharacter cell = cell(shown, style);
        screen.setCharacter(column, row, cell);
        if (width == 2 && !cell.isDoubleWidth()) {
            screen.setCharacter(column + 1, row, cell(shown == '?' ? '?' : ConsoleTerminal.CONTINUATION, style));
        }
        return width;
    }

    private TextCharacter cell(int codePoint, Style style) {
        if (cells.size() > CACHE) {
            cells.clear();
        }
        return cells.computeIfAbsent(new Cell(codePoint, style), FramePainter::make);
    }

    private static TextCharacter make(Cell cell) {
        EnumSet<SGR> attributes = EnumSet.noneOf(SGR.class);
        attributes.addAll(cell.style().attributes());
        TextColor foreground = cell.style().foreground().orElse(TextColor.ANSI.DEFAULT);
        TextColor background = cell.style().background().orElse(TextColor.ANSI.DEFAULT);
        TextCharacter[] made =
                TextCharacter.fromString(Character.toString(cell.codePoint()), foreground, background, attributes);
        boolean agreed = made.length == 1 && (!made[0].isDoubleWidth() || TextWidth.of(cell.codePoint()) == 2);
        // Lanterna takes every character beyond U+FFFF for a wide one; a narrow one would shift what follows.
        return agreed ? made[0] : TextCharacter.fromString("?", foreground, background, attributes)[0];
    }

    private Style style(Place place) {
        Style ground = theme.style(Role.BODY).under(theme.style(place.ground()));
        if (place.look().isPresent()) {
            return ground.under(CellLook.of(place.look().get()));
        }
        Style cursor = theme.style(Role.TABLE_CURSOR);
        if (!place.selected()) {
            return ground.under(theme.style(place.role()));
        }
        // Reversed colours would make a patchwork of the row: there the cursor is all one sees.
        return cursor.isReversed()
                ? ground.under(cursor)
                : ground.under(theme.style(place.role())).under(cursor);
    }
}
