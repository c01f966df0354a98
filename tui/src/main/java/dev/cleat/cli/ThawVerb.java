package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;

/** {@code thaw}: lets frozen containers go on. */
final class ThawVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "thaw",
            "let frozen containers go on",
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
                engine.thaw(name);
                return name + " goes on";
            }
        }.run(call);
    }
}
