package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;

/**
 * Does one thing to each container of a command line, in order. One that fails must not keep the others from it: its
 * failure is told here, the first one is the exit status.
 */
final class EachContainer {

    /** Does it to {@code name} and says what was done. */
    @FunctionalInterface
    interface Deed {
        String apply(Engine engine, String name) throws ContainerException;
    }

    private EachContainer() {}

    /** Does it to every operand of {@code call} and returns the exit status. */
    static int run(Call call, Deed deed) throws UsageException, ContainerException {
        int status = ExitStatus.DONE;
        try (Engine engine = call.openEngine()) {
            for (String name : call.arguments().operands()) {
                int one = apply(deed, engine, name, call.messages());
                status = status == ExitStatus.DONE ? one : status;
            }
        }
        return status;
    }

    private static int apply(Deed deed, Engine engine, String name, Messages messages) {
        try {
            messages.info(deed.apply(engine, name));
            return ExitStatus.DONE;
        } catch (ContainerException e) {
            messages.error(e.describe());
            messages.trace(e);
            return ExitStatus.of(e, false);
        }
    }
}
