package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Started;
import java.time.Duration;
import java.util.Optional;

/** Stops containers and starts them again: {@code restart}, {@code stop -r}. */
final class Restarting {

    private Restarting() {}

    /** Restarts every operand of {@code call}; what SIGINT interrupts is undone. */
    static int run(Call call, Optional<Duration> timeout) throws UsageException, ContainerException {
        Interruption interruption = Interruption.ofThisThread();
        try {
            return EachContainer.run(call, (engine, name) -> {
                Started started =
                        engine.restart(StopVerb.request(name, call.arguments(), timeout), call.messages()::step);
                return started.name() + " runs again, pid " + started.pid();
            });
        } finally {
            interruption.over();
        }
    }
}
