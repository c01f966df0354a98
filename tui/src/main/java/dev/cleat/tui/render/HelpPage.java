package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.CommandBinding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Filter;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The keys of one screen, read from the table that dispatch reads. */
final class HelpPage {

    private static final int KEYS = 20;
    private static final int KEYS_WHERE_NARROW = 12;
    private static final int NARROW = 60;
    private static final int LONGEST_ID = 16;

    private static final List<Grid.Column> ALL = List.of(
            new Grid.Column("ACTION", false, 10, 100),
            new Grid.Column("KEYS", false, 8, 90),
            Grid.Column.elastic("WHERE", 10, 20),
            Grid.Column.elastic("WHAT IT DOES", 44, 80));

    private HelpPage() {}

    static Page of(Model model, Screen.Help screen) {
        String title = screen.of().map(scope -> "Keys of: " + scope.title()).orElse("Keys of every screen");
        String mode = model.facts().readOnly() ? "   read-only: nothing can be changed" : "";
        List<Line> head = Heading.of(Line.of(Span.of(" " + title, Role.TITLE), Span.of(mode, Role.USAGE_WARN)), model);
        Page page = screen.of()
                .map(scope -> Page.of(ofScreen(model, scope, screen.filter()), screen.scroll()))
                .orElseGet(() -> ofEverything(model, screen));
        return page.below(head);
    }

    private static List<Line> ofScreen(Model model, Scope scope, Filter filter) {
        List<Line> content = new ArrayList<>();
        boolean special = true;
        boolean own = true;
        for (Binding action : Binding.all(model.facts())) {
            boolean offered = action.worksIn(scope) && !(model.facts().readOnly() && action.isChanging());
            if (offered && isFound(action, filter, model)) {
                boolean newPart = special && action == Action.UP || own && action instanceof CommandBinding;
                if (newPart && !content.isEmpty()) {
                    content.add(Line.EMPTY);
                }
                special &= action != Action.UP;
                own &= !(action instanceof CommandBinding);
                content.addAll(lines(action, model));
            }
        }
        return content;
    }

    /** The whole table, with the names that keys.yaml and the palette use. */
    private static Page ofEverything(Model model, Screen.Help screen) {
        List<List<Span>> rows = new ArrayList<>();
        for (Binding action : Binding.all(model.facts())) {
            if (!isFound(action, screen.filter(), model)) {
                continue;
            }
            boolean everywhere = Arrays.stream(Scope.values()).allMatch(action::worksIn);
            String where = Arrays.stream(Scope.values())
                    .filter(action::worksIn)
                    .map(Scope::title)
                    .collect(Collectors.joining(", "));
            List<Key> keys = action.keys(model.facts().keys());
            rows.add(List.of(
                    Span.of(action.id(), Role.TITLE),
                    Span.of(
                            keys.isEmpty() ? "none" : String.join("  ", keys(action, model)),
                            keys.isEmpty() ? Role.DIM : Role.HINT_KEY),
                    Span.of(everywhere ? "everywhere" : where, Role.DIM),
                    Span.plain(action.help())));
        }
        Grid grid = new Grid(
                ALL,
                rows,
                model.size().columns(),
                LONGEST_ID,
                LONGEST_ID,
                Glyphs.of(model.facts().ascii()).ellipsis());
        return grid.page(rows, screen.scroll());
    }

    /** Every word of the filter in its name, its keys or what it does. */
    private static boolean isFound(Binding action, Filter filter, Model model) {
        String text = (action.id() + " " + String.join(" ", keys(action, model)) + " " + action.help())
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(filter.text().toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(text::contains);
    }

    private static List<Line> lines(Binding action, Model model) {
        String keys = keys(action, model).stream().collect(Collectors.joining("  "));
        int columns = model.size().columns();
        int usual = columns < NARROW ? KEYS_WHERE_NARROW : KEYS;
        int indent = 1 + Math.max(usual, TextWidth.of(keys) + 2);
        List<Line> lines = new ArrayList<>();
        String left = " " + keys;
        for (String row : Wrapping.words(action.help(), Math.max(1, columns - indent - 1))) {
            String blanks = " ".repeat(indent - TextWidth.of(left));
            lines.add(Line.of(Span.of(left + blanks, Role.HINT_KEY), Span.plain(row)));
            left = "";
        }
        return lines;
    }

    /** The first key of an action, as the footer shows it; {@code :stop} when it has none. */
    static String key(Binding action, Model model) {
        return keys(action, model).get(0);
    }

    private static List<String> keys(Binding action, Model model) {
        List<Key> keys = action.keys(model.facts().keys());
        return keys.isEmpty()
                ? List.of(":" + action.id())
                : keys.stream().map(key -> key.label(model.facts().ascii())).toList();
    }
}
