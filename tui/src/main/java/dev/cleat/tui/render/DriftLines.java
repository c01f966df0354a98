package dev.cleat.tui.render;

import dev.cleat.engine.api.Drift;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** What a start of the definition would do otherwise than the start of what runs did. */
final class DriftLines {

    private DriftLines() {}

    static List<Line> of(Drift drift, Model model) {
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<Line> lines = new ArrayList<>();
        if (!drift.problem().isEmpty()) {
            lines.addAll(told(
                    glyphs.failed() + " the definition cannot be started as it is now:", Role.STATE_FAILED, model));
            drift.problem().forEach(text -> lines.addAll(wrapped(text, Role.USAGE_WARN, model)));
            return lines;
        }
        if (drift.started().isEmpty()) {
            return told(
                    "it was not started since the host booted, or what it was started as was not kept",
                    Role.DIM,
                    model);
        }
        List<LineDiff.Change> changes = LineDiff.of(drift.started().get(), drift.now());
        long differing = changes.stream().filter(change -> change.sign() != ' ').count();
        if (differing == 0) {
            return told(
                    glyphs.done() + " a start now would do what the start of this one did", Role.STATE_RUNNING, model);
        }
        lines.addAll(told(
                "A start now would do otherwise (- as it runs, + as the definition stands now):",
                Role.USAGE_WARN,
                model));
        lines.addAll(changes(changes, model));
        return lines;
    }

    private static List<Line> told(String sentence, Role role, Model model) {
        return Wrapping.words(sentence, Math.max(20, model.size().columns() - 2)).stream()
                .map(row -> Line.indented(row, role))
                .toList();
    }

    /** What differs, each below the step it belongs to. */
    private static List<Line> changes(List<LineDiff.Change> changes, Model model) {
        List<Line> lines = new ArrayList<>();
        String step = "";
        for (LineDiff.Change change : changes) {
            boolean isStep = !change.text().startsWith(" ");
            if (isStep && change.sign() == ' ') {
                step = change.text();
            } else if (change.sign() != ' ') {
                if (!step.isEmpty()) {
                    lines.add(Line.of("   " + step, Role.DIM));
                    step = "";
                }
                Role role = change.sign() == '-' ? Role.STATE_FAILED : Role.STATE_RUNNING;
                lines.addAll(wrapped(change.sign() + " " + change.text().strip(), role, model));
            }
        }
        return lines;
    }

    private static List<Line> wrapped(String text, Role role, Model model) {
        int width = Math.max(20, model.size().columns() - 6);
        List<Line> lines = new ArrayList<>();
        for (String row : Wrapping.words(SafeText.of(text), width)) {
            lines.add(Line.of(Span.plain(lines.isEmpty() ? "   " : "     "), Span.of(row, role)));
        }
        return lines;
    }
}
