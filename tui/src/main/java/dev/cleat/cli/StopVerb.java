package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.TimeValue;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code stop}: ends containers, one after the other. */
final class StopVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "stop",
            "halt containers, then kill what is left",
            new Operands("NAME...", 1, Integer.MAX_VALUE, true),
            false,
            List.of(
                    Option.value("-t/--timeout", "TIME", "how long to wait after the halt signal"),
                    Option.flag("-k/--kill", "kill at once, no halt signal"),
                    Option.flag("--nokill", "give up at the end of the time instead of killing"),
                    Option.flag("-W/--nowait", "return right after the signal"),
                    Option.flag("-r/--reboot", "").later()),
            List.of(List.of("--kill", "--nokill")));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        Optional<Duration> timeout = timeout(call.arguments());
        int status = ExitStatus.DONE;
        try (Engine engine = call.openEngine()) {
            for (String name : call.arguments().operands()) {
                int one = stop(engine, request(name, timeout, call.arguments()), call.messages());
                status = status == ExitStatus.DONE ? one : status;
            }
        }
        return status;
    }

    /** One that cannot be stopped must not keep the others running: its failure is told here, the first one counts. */
    private static int stop(Engine engine, StopRequest request, Messages messages) {
        try {
            engine.stop(request);
            messages.info(request.name() + (request.await() ? " stopped" : " is stopping"));
            return ExitStatus.DONE;
        } catch (ContainerException e) {
            messages.error(e.describe());
            messages.trace(e);
            return ExitStatus.of(e, false);
        }
    }

    private static StopRequest request(String name, Optional<Duration> timeout, Arguments arguments) {
        return new StopRequest(
                name, timeout, arguments.has("--kill"), arguments.has("--nokill"), !arguments.has("--nowait"));
    }

    private static Optional<Duration> timeout(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.value("--timeout");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = TimeValue.parse(text.get());
        if (time.isEmpty()) {
            throw new UsageException("stop", "--timeout \"" + text.get() + "\" is no time, as 10s, 500ms or 2m");
        }
        return time;
    }
}
