package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import java.time.Duration;
import java.util.Optional;

/** Stops containers and starts them again: {@code restart}, {@code stop -r}. */
final class Restarting extends EachContainer {

    private final Arguments arguments;
    private final Optional<Duration> timeout;
    private final StepListener steps;

    private Restarting(Call call, Optional<Duration> timeout) {
        this.arguments = call.arguments();
        this.timeout = timeout;
        this.steps = call.messages()::step;
    }

    /** Restarts every operand of {@code call}; what SIGINT interrupts is undone. */
    static int run(Call call, Optional<Duration> timeout) throws UsageException, ContainerException {
        Interruption interruption = Interruption.ofThisThread();
        try {
            return new Restarting(call, timeout).run(call);
        } finally {
            interruption.over();
        }
    }

    @Override
    String apply(Engine engine, String name) throws ContainerException {
        Started started = engine.restart(StopVerb.request(name, arguments, timeout), steps);
        return started.name() + " runs again, pid " + started.pid();
    }
}
