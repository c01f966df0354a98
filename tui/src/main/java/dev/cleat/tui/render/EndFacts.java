package dev.cleat.tui.render;

import dev.cleat.engine.api.EndReport;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Why a container ended: the conclusion, the facts it was drawn from, and the last lines of its console. */
final class EndFacts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private EndFacts() {}

    static void add(FactList facts, Model model, EndReport report) {
        facts.heading("Why it ended");
        facts.add("Conclusion", Span.of(report.conclusion(), Role.TITLE));
        report.ended()
                .ifPresent(ended -> facts.add(
                        "Ended",
                        ZonedDateTime.ofInstant(ended, model.facts().zone()).format(TIME) + "  ("
                                + Figures.age(Duration.between(ended, model.now())) + " ago)"));
        report.exitCode().ifPresent(code -> facts.add("Exit code", Integer.toString(code)));
        report.signal().ifPresent(signal -> facts.add("Signal", Integer.toString(signal)));
        report.facts().forEach(facts::add);
        if (!report.lastLines().isEmpty()) {
            facts.heading("Last lines of its console");
            report.lastLines().forEach(line -> facts.line(Line.of(" " + line, Role.DIM)));
        }
    }
}
