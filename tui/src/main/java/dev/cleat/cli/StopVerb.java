package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code stop}: ends containers, one after the other. */
final class StopVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "stop",
            "halt containers, then kill what is left",
            Operands.NAMES,
            false,
            List.of(
                    Option.value("-t/--timeout", "TIME", "how long to wait after the halt signal"),
                    Option.flag("-k/--kill", "kill at once, no halt signal"),
                    Option.flag("--nokill", "give up at the end of the time instead of killing"),
                    Option.flag("-W/--nowait", "return right after the signal"),
                    Option.flag("-r/--reboot", "with the reboot signal, and start them again")),
            List.of(List.of("--kill", "--nokill"), List.of("--nowait", "--reboot")));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        Arguments arguments = call.arguments();
        Optional<Duration> timeout = TimeOption.of("stop", arguments, "--timeout");
        if (arguments.has("--reboot")) {
            return Restarting.run(call, timeout);
        }
        return EachContainer.run(call, (engine, name) -> {
            StopRequest request = request(name, arguments, timeout);
            engine.stop(request);
            return name + (request.await() ? " stopped" : " is stopping");
        });
    }

    /** The request that the options of {@code stop} and {@code restart} make. */
    static StopRequest request(String name, Arguments arguments, Optional<Duration> timeout) {
        return new StopRequest(
                name,
                timeout,
                arguments.has("--kill"),
                arguments.has("--nokill"),
                !arguments.has("--nowait"),
                arguments.has("--reboot"));
    }
}
