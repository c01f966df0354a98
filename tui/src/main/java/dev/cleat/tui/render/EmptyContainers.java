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
        return Centred.of(words(model), model);
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
                    Centred.key("Press ", HelpPage.key(Action.LEAVE, model), " to show everything again"));
        }
        if (model.table().hideStopped() && !model.inventory().containers().isEmpty()) {
            return List.of(
                    Line.of("Nothing runs here.", Role.TITLE),
                    Line.EMPTY,
                    Centred.key("Press ", HelpPage.key(Action.HIDE_STOPPED, model), " to show the stopped ones"));
        }
        return nothingAtAll(model);
    }

    private static List<Line> nothingAtAll(Model model) {
        List<Line> words = new ArrayList<>();
        words.add(Line.of("Nothing runs here.", Role.TITLE));
        words.add(Line.EMPTY);
        if (!model.facts().readOnly()) {
            model.inventory().hello().ifPresent(hello -> {
                words.add(Centred.key("Press ", HelpPage.key(Action.START, model), " to start " + hello.name()));
                if (!hello.description().isEmpty()) {
                    words.add(Line.of(hello.description(), Role.DIM));
                }
                words.add(Line.EMPTY);
            });
        }
        words.add(Centred.key("", HelpPage.key(Action.GO_DEFINITIONS, model), " definitions    ")
                .joined(Centred.key("", HelpPage.key(Action.HELP_ON, model), " help    "))
                .joined(Centred.key("", HelpPage.key(Action.BACK, model), " quit")));
        return words;
    }
}
