package dev.cleat.tui.view;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.tui.terminal.ColorDepth;
import dev.cleat.tui.theme.Style;
import java.util.EnumSet;
import java.util.Optional;

/** How a cell of an emulated terminal is painted; the default colours are those of the theme. */
final class CellLook {

    private CellLook() {}

    static Style of(ScreenImage.Style cell) {
        EnumSet<SGR> attributes = EnumSet.noneOf(SGR.class);
        if (cell.bold()) {
            attributes.add(SGR.BOLD);
        }
        if (cell.italic()) {
            attributes.add(SGR.ITALIC);
        }
        if (cell.underline()) {
            attributes.add(SGR.UNDERLINE);
        }
        if (cell.inverse()) {
            attributes.add(SGR.REVERSE);
        }
        Optional<TextColor> background = color(cell.background());
        // What is hidden stays hidden: the letters have the colour of what they stand on.
        Optional<TextColor> foreground = cell.conceal() ? background : color(cell.foreground());
        return new Style(foreground, background, attributes);
    }

    private static Optional<TextColor> color(int number) {
        if (number < 0) {
            return Optional.empty();
        }
        return Optional.of(
                number < ColorDepth.NAMED.size()
                        ? ColorDepth.NAMED.get(number)
                        : new TextColor.RGB(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
    }
}
