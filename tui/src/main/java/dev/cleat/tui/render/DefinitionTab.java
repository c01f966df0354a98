package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The definition beside what runs, and its text. */
final class DefinitionTab {

    private DefinitionTab() {}

    static List<Line> lines(Model model, ContainerDetail detail, Drift drift) {
        FactList facts = new FactList(model.size().columns());
        detail.summary().definition().ifPresent(file -> facts.add("File", file.toString()));
        Optional<Instant> started = detail.summary().started();
        if (drift.changed().isEmpty()) {
            facts.add("Written", Span.of("it is gone", Role.USAGE_WARN));
        } else if (started.isPresent()) {
            facts.add("Written", written(drift.changed().get(), started.get(), model.now()));
        }
        List<Line> lines = new ArrayList<>(facts.lines());
        lines.add(Line.EMPTY);
        lines.addAll(DriftLines.of(drift, model));
        lines.add(Line.EMPTY);
        detail.definition().ifPresent(text -> addText(lines, text));
        return lines;
    }

    private static Span written(Instant changed, Instant started, Instant now) {
        String age = Figures.age(Duration.between(changed, now)) + " ago";
        return changed.isAfter(started)
                ? Span.of(age + ", after the start", Role.USAGE_WARN)
                : Span.of(age + ", before the start", Role.BODY);
    }

    private static void addText(List<Line> lines, String text) {
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            boolean comment = line.stripLeading().startsWith("#");
            lines.add(Line.of(
                    Span.of(String.format(Locale.ROOT, "%5d ", number), Role.DIM),
                    Span.of(line.replace("\t", "  "), comment ? Role.DIM : Role.BODY)));
        }
    }
}
