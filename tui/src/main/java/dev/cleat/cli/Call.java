package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.util.function.Consumer;

/**
 * One use of a verb.
 *
 * @param arguments its words, checked against its table
 * @param here what it runs in
 * @param messages tells the user what happens
 */
record Call(Arguments arguments, Surroundings here, Messages messages) {

    /** Where results go. */
    StandardOutput out() {
        return here.out();
    }

    /** Opens the engine at the places that options and environment name; the caller closes it. */
    Engine openEngine() throws UsageException, ContainerException {
        return openEngine(new Warnings(messages));
    }

    /** The same with warnings for somebody else than the user at once. */
    Engine openEngine(Consumer<String> warnings) throws UsageException, ContainerException {
        return here.engines().open(new Places(arguments, here).engineOptions(warnings));
    }

    /** A class, because the first lambda of a JVM costs 3 ms, and most verbs need no other. */
    private record Warnings(Messages messages) implements Consumer<String> {

        @Override
        public void accept(String warning) {
            messages.warn(warning);
        }
    }
}
