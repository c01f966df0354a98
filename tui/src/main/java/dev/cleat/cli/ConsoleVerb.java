package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import java.util.List;

/** {@code ui}: the console. */
final class ConsoleVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "ui",
            "open the console",
            Operands.NONE,
            false,
            List.of(
                    Option.value("--theme", "NAME", "how it looks"),
                    Option.flag("--read-only", "look, change nothing"),
                    Option.value("--refresh", "TIME", "how often figures are read"),
                    Option.value("--color", "MODE", "auto, none, 16, 256 or true"),
                    Option.flag("--ascii", "draw with ASCII only")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        throw UsageException.notYet("", "ui");
    }
}
