package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** What the containers screen says instead of an empty list: why it is empty and what to press. */
final class EmptyContainers {

    private EmptyContainers() {}

    static List<Line> lines(Model model) {
        List<Line> words = words(model);
        int columns = model.size().columns();
        int above = Math.max(0, (model.layout().body() - words.size()) / 3);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < above; i++) {
            lines.add(Line.EMPTY);
        }
        for (Line line : words) {
            List<Span> spans = new ArrayList<>();
            spans.add(Span.plain(" ".repeat(Math.max(1, (columns - line.width()) / 2))));
            spans.addAll(line.spans());
            lines.add(Line.of(spans));
        }
        return lines;
    }

    private static List<Line> words(Model model) {
        if (!model.inventory().known()) {
            return List.of(Line.of(
                    "looking for containers" + Glyphs.of(model.facts().ascii()).ellipsis(), Role.DIM));
        }
        if (model.table().filter().isActive() && !model.inventory().containers().isEmpty()) {
            return List.of(
                    Line.of("Nothing matches " + model.table().filter().text(), Role.TITLE),
                    Line.EMPTY,
                    keys("Press ", HelpPage.key(Action.LEAVE, model), " to show everything again"));
        }
        if (model.table().hideStopped() && !model.inventory().containers().isEmpty()) {
            return List.of(
                    Line.of("Nothing runs here.", Role.TITLE),
                    Line.EMPTY,
                    keys("Press ", HelpPage.key(Action.HIDE_STOPPED, model), " to show the stopped ones"));
        }
        return nothingAtAll(model);
    }

    private static List<Line> nothingAtAll(Model model) {
        List<Line> words = new ArrayList<>();
        words.add(Line.of("Nothing runs here.", Role.TITLE));
        words.add(Line.EMPTY);
        if (!model.facts().readOnly()) {
            model.inventory().hello().ifPresent(hello -> {
                words.add(keys("Press ", HelpPage.key(Action.START, model), " to start " + hello.name()));
                if (!hello.description().isEmpty()) {
                    words.add(Line.of(hello.description(), Role.DIM));
                }
                words.add(Line.EMPTY);
            });
        }
        words.add(keys("", HelpPage.key(Action.GO_DEFINITIONS, model), " definitions    ")
                .joined(keys("", HelpPage.key(Action.HELP_ON, model), " help    "))
                .joined(keys("", HelpPage.key(Action.BACK, model), " quit")));
        return words;
    }

    private static Line keys(String before, String key, String after) {
        return Line.of(Span.plain(before), Span.of(key, Role.HINT_KEY), Span.plain(after));
    }
}
