package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import java.util.List;

/** {@code execute}: runs one command in a container of its own, below an init of ours. */
final class ExecuteVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "execute",
            "start a container for one command, below an init of ours",
            new Operands("NAME", 0, 1, true),
            true,
            StartArguments.OPTIONS,
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public boolean runsCommand(Arguments arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        StartRequest request = StartArguments.request("execute", call.arguments(), true);
        if (request.command().isEmpty()) {
            throw new UsageException("execute", "the command is missing; it stands after --");
        }
        InheritedDescriptors.tell(call);
        Interruption interruption = Interruption.ofThisThread();
        try (Engine engine = call.openEngine()) {
            return StartVerb.startForeground(engine, request, call.messages());
        } finally {
            interruption.over();
        }
    }
}
