package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code start}: starts a container, detached or in the foreground. */
final class StartVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "start",
            "start a container",
            new Operands("NAME", 0, 1, true),
            true,
            options(),
            List.of(List.of("--detach", "--foreground")));

    private static List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(Option.flag("-d/--detach", "return when init was executed (default)"));
        options.add(
                Option.flag("-F/--foreground", "connect this terminal to the container console; exit as init does"));
        options.addAll(StartArguments.OPTIONS);
        return options;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public boolean runsCommand(Arguments arguments) {
        return arguments.has("--foreground");
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        StartRequest request = StartArguments.request("start", call.arguments(), false);
        InheritedDescriptors.tell(call);
        Interruption interruption = Interruption.ofThisThread();
        try (Engine engine = call.openEngine()) {
            return runsCommand(call.arguments())
                    ? startForeground(engine, request, call.messages())
                    : startDetached(engine, request, call.messages());
        } finally {
            interruption.over();
        }
    }

    private static int startDetached(Engine engine, StartRequest request, Messages messages) throws ContainerException {
        Started started = engine.start(request, messages::step);
        messages.info(started.name() + " runs, pid " + started.pid());
        return ExitStatus.DONE;
    }

    /** Signals are the container's while it runs: the engine forwards them, so they interrupt only the start itself. */
    static int startForeground(Engine engine, StartRequest request, Messages messages) throws ContainerException {
        CommandOutcome outcome = engine.startForeground(request, messages::step, Optional.empty());
        if (outcome instanceof CommandOutcome.Detached) {
            messages.info("detached; " + request.name().orElse("the container") + " runs on");
        }
        return outcome.exitStatus();
    }
}
