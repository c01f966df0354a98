package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.engine.api.ContainerException;
import java.io.IOException;

/** One word of the command line that does something: usually one call of the engine. */
interface Verb {

    /** What may stand on its command line. */
    VerbSpec spec();

    /** True when the exit status is that of a command, so that failures of Cleat are 125. */
    default boolean runsCommand(Arguments arguments) {
        return false;
    }

    /**
     * Does it and returns the exit status.
     *
     * <p><b>Errors.</b> {@link UsageException} before anything was changed; {@link ContainerException} from the engine;
     * {@link IOException} when the result cannot be written.
     */
    int run(Call call) throws UsageException, ContainerException, IOException;
}
