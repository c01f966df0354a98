package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import java.util.List;

/** {@code thaw}: lets frozen containers go on. */
final class ThawVerb implements Verb {

    private static final VerbSpec SPEC =
            new VerbSpec("thaw", "let frozen containers go on", Operands.NAMES, false, List.of(), List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        return EachContainer.run(call, (engine, name) -> {
            engine.thaw(name);
            return name + " goes on";
        });
    }
}
