package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;

/** {@code freeze}: holds every process of containers where it is. */
final class FreezeVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "freeze",
            "hold every process of containers",
            new Operands("NAME...", 1, Integer.MAX_VALUE, true),
            false,
            List.of(),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        return new EachContainer() {
            @Override
            String apply(Engine engine, String name) throws ContainerException {
                engine.freeze(name);
                return name + " is frozen";
            }
        }.run(call);
    }
}
