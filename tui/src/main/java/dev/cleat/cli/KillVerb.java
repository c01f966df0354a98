package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.SignalName;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.List;
import java.util.OptionalInt;

/** {@code kill}: sends a signal to init or to every process of a container. */
final class KillVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "kill",
            "send a signal to a container",
            new Operands("NAME [SIGNAL]", 1, 2, true),
            false,
            List.of(Option.flag("--all", "to every process instead of init")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        String name = call.arguments().operands().get(0);
        String signal = call.arguments().operand(1).orElse("TERM");
        OptionalInt number = SignalName.parse(signal);
        if (number.isEmpty()) {
            throw new UsageException("kill", "unknown signal \"" + signal + "\"" + SignalName.hint(signal));
        }
        try (Engine engine = call.openEngine()) {
            engine.kill(name, number.getAsInt(), call.arguments().has("--all"));
        }
        return ExitStatus.DONE;
    }
}
