package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;

/** {@code destroy}: removes a stored definition with everything below its own directory, and its logs. */
final class DestroyVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "destroy",
            "remove a stored definition, its own directory and its logs",
            Operands.NAME,
            false,
            List.of(Option.flag("-f/--force", "stop it first")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        String name = call.arguments().operands().get(0);
        try (Engine engine = call.openEngine()) {
            engine.destroy(name, call.arguments().has("--force"));
        }
        call.messages().info(name + " is destroyed");
        return ExitStatus.DONE;
    }
}
