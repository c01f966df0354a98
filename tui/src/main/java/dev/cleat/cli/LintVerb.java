package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Problem;
import java.io.IOException;
import java.util.List;

/** {@code lint}: every problem of definition files at once. */
final class LintVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "lint",
            "check definition files",
            new Operands("FILE...", 1, Integer.MAX_VALUE, false),
            false,
            List.of(),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        boolean clean = true;
        try (Engine engine = call.openEngine()) {
            for (String file : call.arguments().operands()) {
                for (Problem problem : engine.lint(Places.relativePath("lint", "FILE", file))) {
                    call.out().print(VisibleText.of(problem.toString()) + "\n");
                    clean = false;
                }
            }
        }
        return clean ? ExitStatus.DONE : ExitStatus.WRONG_USAGE;
    }
}
