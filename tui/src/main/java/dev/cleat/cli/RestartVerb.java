package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import java.util.List;

/** {@code restart}: stops containers and starts them again, one after the other. */
final class RestartVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "restart",
            "stop containers and start them again",
            Operands.NAMES,
            false,
            List.of(
                    Option.value("-t/--timeout", "TIME", "how long to wait after the halt signal"),
                    Option.flag("-k/--kill", "kill at once, no halt signal")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        return Restarting.run(call, TimeOption.of("restart", call.arguments(), "--timeout"));
    }
}
