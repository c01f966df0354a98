package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of one screen, read from the table that dispatch reads. */
final class HelpPage {

    private static final int KEYS = 20;
    private static final int KEYS_WHERE_NARROW = 12;
    private static final int NARROW = 60;

    private HelpPage() {}

    static Page of(Model model, Screen.Help screen) {
        List<Line> head = List.of(
                Line.of(
                        Span.of(" Keys of: " + screen.of().title(), Role.TITLE),
                        Span.of(
                                model.facts().readOnly() ? "   read-only: nothing can be changed" : "",
                                Role.USAGE_WARN)),
                Line.EMPTY);
        List<Line> content = new ArrayList<>();
        boolean special = true;
        for (Action action : Action.values()) {
            if (action.worksIn(screen.of()) && !(model.facts().readOnly() && action.isChanging())) {
                if (special && action == Action.UP && !content.isEmpty()) {
                    content.add(Line.EMPTY);
                    special = false;
                }
                content.addAll(lines(action, model));
            }
        }
        return new Page(head, content, screen.scroll());
    }

    private static List<Line> lines(Action action, Model model) {
        String keys = keys(action, model).stream().collect(Collectors.joining("  "));
        int columns = model.size().columns();
        int usual = columns < NARROW ? KEYS_WHERE_NARROW : KEYS;
        int indent = 2 + Math.max(usual, TextWidth.of(keys) + 2);
        List<Line> lines = new ArrayList<>();
        String left = "  " + keys;
        for (String row : Wrapping.words(action.help(), Math.max(1, columns - indent - 1))) {
            String blanks = " ".repeat(indent - TextWidth.of(left));
            lines.add(Line.of(Span.of(left + blanks, Role.HINT_KEY), Span.plain(row)));
            left = "";
        }
        return lines;
    }

    /** The first key of an action, as the footer shows it; {@code :stop} when it has none. */
    static String key(Action action, Model model) {
        return keys(action, model).get(0);
    }

    private static List<String> keys(Action action, Model model) {
        List<Key> keys = action.keys(model.facts().keys());
        return keys.isEmpty()
                ? List.of(":" + action.id())
                : keys.stream().map(key -> key.label(model.facts().ascii())).toList();
    }
}
