package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.EndText;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.LifeJson;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;

/** {@code why}: how and why a container ended last, or could not be started. */
final class WhyVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "why",
            "tell how and why a container ended last",
            Operands.NAME,
            false,
            List.of(Option.flag("--json", "as one JSON object")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        EndReport report;
        try (Engine engine = call.openEngine()) {
            report = engine.why(call.arguments().operands().get(0));
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> LifeJson.writeEnd(json, report));
        } else {
            call.out().print(EndText.of(report, call.here().clock().instant()));
        }
        return ExitStatus.DONE;
    }
}
