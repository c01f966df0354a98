package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import java.util.List;

/** {@code freeze}: holds every process of containers where it is. */
final class FreezeVerb implements Verb {

    private static final VerbSpec SPEC =
            new VerbSpec("freeze", "hold every process of containers", Operands.NAMES, false, List.of(), List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        return EachContainer.run(call, (engine, name) -> {
            engine.freeze(name);
            return name + " is frozen";
        });
    }
}
