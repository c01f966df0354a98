package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.DetailJson;
import dev.cleat.cli.output.DetailText;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;

/** {@code info}: one container in full. */
final class InfoVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "info",
            "show one container",
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
        ContainerDetail detail;
        try (Engine engine = call.openEngine()) {
            detail = engine.inspect(call.arguments().operands().get(0));
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> DetailJson.write(json, detail));
        } else {
            call.out().print(DetailText.of(detail, call.here().clock().instant()));
        }
        return ExitStatus.DONE;
    }
}
