package dev.cleat.tui.render;

import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.model.ActionNote;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** All that is known of one event. */
final class EventLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private EventLines() {}

    static List<Line> of(HostRow.Event event, Model model) {
        FactList facts = new FactList(model.size().columns());
        facts.add("Time", TIME.format(event.time().atZone(model.facts().zone())));
        facts.add("Container", Span.of(event.subject(), Role.TITLE));
        facts.add("By", event.who().isEmpty() ? "itself" : event.who());
        event.change().ifPresent(change -> addChange(facts, change, model));
        event.action().ifPresent(action -> addAction(facts, action, model));
        return facts.lines();
    }

    private static void addChange(FactList facts, StateEvent change, Model model) {
        facts.add(
                "State",
                StateText.of(change.state(), false, Glyphs.of(model.facts().ascii())));
        change.reason().ifPresent(reason -> facts.add("Reason", reason));
    }

    private static void addAction(FactList facts, ActionNote action, Model model) {
        facts.add("Action", action.what());
        facts.add("Command", Span.of(action.command(), Role.HINT_KEY));
        facts.add("Result", action.result().orElse("under way"));
        action.failure().ifPresent(failure -> addFailure(facts, failure, model));
        if (!action.output().isEmpty()) {
            facts.line(Line.EMPTY);
            action.output()
                    .forEach(line -> OutputLines.printed(line, model.size().columns() - 4)
                            .forEach(facts::line));
        }
    }

    private static void addFailure(FactList facts, Failure failure, Model model) {
        failure.step().ifPresent(step -> facts.add("Step", step.number() + "/" + step.total() + " " + step.title()));
        facts.line(Line.EMPTY);
        for (Line line : FailureLines.page(failure, model).content()) {
            facts.line(line);
        }
    }
}
