package dev.cleat.tui.theme;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a theme file as colours and attributes. */
final class Paints {

    private final String file;
    private final Map<String, YamlNode.Word> palette;

    /** @param file where the words stand, for messages */
    Paints(String file, Map<String, YamlNode.Word> palette) {
        this.file = file;
        this.palette = palette;
    }

    Style style(ThemeFile.RoleLook look) throws ThemeException {
        Set<SGR> attributes = EnumSet.noneOf(SGR.class);
        for (String attribute : look.attributes()) {
            attributes.add(SGR.valueOf(attribute.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return new Style(color(look.foreground()), color(look.background()), attributes);
    }

    private Optional<TextColor> color(Optional<YamlNode.Word> word) throws ThemeException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        YamlNode.Word meant = palette.getOrDefault(word.get().text(), word.get());
        return Optional.of(literal(meant.text(), word.get()));
    }

    private TextColor literal(String text, YamlNode.Word word) throws ThemeException {
        try {
            if (text.matches("#[0-9a-fA-F]{6}")) {
                int rgb = Integer.parseInt(text.substring(1), 16);
                return new TextColor.RGB(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
            }
            if (text.matches("@[0-9]{1,3}")) {
                return new TextColor.Indexed(Integer.parseInt(text.substring(1)));
            }
            String name = text.startsWith("bright-") ? text.substring(7) + "_BRIGHT" : text;
            return TextColor.ANSI.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ThemeException(
                    file,
                    word.line(),
                    "unknown colour \"" + word.text()
                            + "\"; it may be default, red, bright-red, @0 to @255, \"#rrggbb\" or a name of the palette");
        }
    }
}
