package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code create}: stores a definition under a name. */
final class CreateVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "create",
            "check and store a definition",
            Operands.NAME,
            false,
            List.of(
                    Option.value("-f/--file", "FILE", "the definition"),
                    Option.value("-s/--set", "KEY=VALUE", "replace a key, as process.cwd=/tmp")
                            .repeated()),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        String name = call.arguments().operands().get(0);
        Optional<Path> file = StartArguments.path("create", call.arguments(), "--file");
        if (file.isEmpty()) {
            throw new UsageException("create", "-f FILE is missing");
        }
        List<String> overrides = StartArguments.overrides("create", call.arguments());
        try (Engine engine = call.openEngine()) {
            engine.create(name, file.get(), overrides);
        }
        call.messages().info(name + " is stored; 'cleat start " + name + "' starts it");
        return ExitStatus.DONE;
    }
}
