package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.ReportJson;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code lint}: every problem of definition files at once. */
final class LintVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "lint",
            "check definition files",
            new Operands("FILE...", 1, Integer.MAX_VALUE, false),
            false,
            List.of(Option.flag("--json", "as one JSON array")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<Problem> problems = new ArrayList<>();
        try (Engine engine = call.openEngine()) {
            for (String file : call.arguments().operands()) {
                problems.addAll(engine.lint(Places.relativePath("lint", "FILE", file)));
            }
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> ReportJson.writeProblems(json, problems));
        } else {
            for (Problem problem : problems) {
                call.out().print(VisibleText.of(problem.toString()) + "\n");
            }
        }
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.WRONG_USAGE;
    }
}
