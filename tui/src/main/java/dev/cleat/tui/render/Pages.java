package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of whatever screen is shown. */
public final class Pages {

    private Pages() {}

    /** The text of the line under the cursor of a list. */
    public static Optional<String> selectedLine(Model model) {
        return of(model).content().stream()
                .filter(Line::selected)
                .map(line -> line.spans().stream()
                        .map(Span::text)
                        .collect(Collectors.joining())
                        .strip())
                .findFirst();
    }

    /** The title of the column at {@code column} cells from the left, without the arrow; empty text when there is none. */
    public static String headAt(Page page, int column) {
        int from = 0;
        for (Span span : page.head().get(page.head().size() - 1).spans()) {
            if (column < from + span.width()) {
                String arrows = Glyphs.UNICODE.up() + Glyphs.UNICODE.down() + Glyphs.ASCII.up() + Glyphs.ASCII.down();
                String title = span.text().strip();
                boolean arrow = title.length() > 1 && arrows.contains(title.substring(title.length() - 1));
                return arrow ? title.substring(0, title.length() - 1) : title;
            }
            from += span.width();
        }
        return "";
    }

    public static Page of(Model model) {
        Screen screen = model.screen();
        if (screen instanceof Screen.Detail detail) {
            return DetailPage.of(model, detail);
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return DefinitionFilePage.of(model, file);
        }
        if (screen instanceof Screen.Log log) {
            return LogPage.of(model, log);
        }
        if (screen instanceof Screen.Host host) {
            return HostPage.of(model, host);
        }
        if (screen instanceof Screen.Text text) {
            return SheetPage.of(model, text);
        }
        if (screen instanceof Screen.Help help) {
            return HelpPage.of(model, help);
        }
        return ContainersPage.of(model);
    }
}
