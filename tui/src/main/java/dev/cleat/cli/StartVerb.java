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
import dev.cleat.engine.api.StepListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code start}: starts a container, detached or in the foreground. */
final class StartVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "start",
            "start a container",
            new Operands("NAME", 0, 1, true),
            true,
            List.of(
                    Option.flag("-d/--detach", "return when init was executed (default)"),
                    Option.flag("-F/--foreground", "connect this terminal to the container console; exit as init does"),
                    Option.value("-f/--file", "FILE", "the definition, instead of the stored one of NAME"),
                    Option.value("-s/--set", "KEY=VALUE", "replace a key of the definition, as process.cwd=/tmp")
                            .repeated(),
                    Option.value("-p/--pidfile", "FILE", "write init's pid to FILE"),
                    Option.value("-L/--console-log", "FILE", "log the container console to FILE"),
                    Option.flag("-C/--close-all-fds", "").later(),
                    Option.value("--share-net", "NAME", "").later(),
                    Option.value("--share-ipc", "NAME", "").later(),
                    Option.value("--share-uts", "NAME", "").later(),
                    Option.value("--share-pid", "NAME", "").later(),
                    Option.value("--share-user", "NAME", "").later()),
            List.of(List.of("--detach", "--foreground")));

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
        StartRequest request = request(call.arguments());
        StepListener steps = step -> call.messages()
                .debug("step " + step.number() + "/" + step.total() + " " + step.name() + ": " + step.title());
        Interruption interruption = Interruption.ofThisThread();
        try (Engine engine = call.openEngine()) {
            return runsCommand(call.arguments())
                    ? startForeground(engine, request, steps, call.messages())
                    : startDetached(engine, request, steps, call.messages());
        } finally {
            interruption.over();
        }
    }

    private static int startDetached(Engine engine, StartRequest request, StepListener steps, Messages messages)
            throws ContainerException {
        Started started = engine.start(request, steps);
        messages.info(started.name() + " runs, pid " + started.pid());
        return ExitStatus.DONE;
    }

    /** Signals are the container's while it runs: the engine forwards them, so they interrupt only the start itself. */
    private static int startForeground(Engine engine, StartRequest request, StepListener steps, Messages messages)
            throws ContainerException {
        CommandOutcome outcome = engine.startForeground(request, steps, Optional.empty());
        if (outcome instanceof CommandOutcome.Detached) {
            messages.info("detached; " + request.name().orElse("the container") + " runs on");
        }
        return outcome.exitStatus();
    }

    private static StartRequest request(Arguments arguments) throws UsageException {
        Optional<Path> file = path(arguments, "--file");
        if (file.isEmpty() && arguments.operands().isEmpty()) {
            throw new UsageException("start", "NAME or -f FILE is missing");
        }
        for (String override : arguments.values("--set")) {
            if (override.indexOf('=') < 1) {
                throw new UsageException("start", "--set \"" + override + "\" is not KEY=VALUE");
            }
        }
        return new StartRequest(
                arguments.operand(0),
                file,
                arguments.values("--set"),
                arguments.command(),
                path(arguments, "--console-log"),
                path(arguments, "--pidfile"));
    }

    private static Optional<Path> path(Arguments arguments, String option) throws UsageException {
        Optional<String> text = arguments.value(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(Places.path("start", option, text.get()));
    }
}
