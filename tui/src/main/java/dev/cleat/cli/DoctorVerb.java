package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.Colour;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.ReportJson;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.HostReport.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code doctor}: what this host and user can do, what each missing thing costs and how to get it. */
final class DoctorVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "doctor",
            "tell what this host and user can do",
            Operands.NONE,
            false,
            List.of(Option.flag("--json", "as one JSON array")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        HostReport report;
        try (Engine engine = call.openEngine()) {
            report = engine.doctor();
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> ReportJson.writeFindings(json, report));
        } else {
            call.out().print(text(report, call.here().coloursResults()));
        }
        return ExitStatus.DONE;
    }

    private static String text(HostReport report, boolean coloured) {
        Table table = new Table(List.of(Column.left("LEVEL"), Column.left("SUBJECT"), Column.left("FOUND")), coloured);
        for (Finding finding : report.findings()) {
            table.add(List.of(level(finding), Cell.of(finding.subject()), Cell.of(finding.found())));
            finding.cost().ifPresent(cost -> table.add(remark("costs: " + cost)));
            finding.advice().ifPresent(advice -> table.add(remark("to get it: " + advice)));
        }
        return table.render();
    }

    private static Cell level(Finding finding) {
        String word = finding.level().name().toLowerCase(Locale.ROOT);
        return switch (finding.level()) {
            case OK -> new Cell(word, Colour.GREEN);
            case MISSING -> new Cell(word, Colour.YELLOW);
            case BROKEN -> new Cell(word, Colour.RED);
        };
    }

    private static List<Cell> remark(String text) {
        return List.of(Cell.of(""), Cell.of(""), Cell.of("  " + text));
    }
}
