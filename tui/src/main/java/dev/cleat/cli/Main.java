package dev.cleat.cli;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.runtime.LocalEngine;

/** Starts Cleat; the only class that names the engine. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the JVM with its status. */
    public static void main(String[] arguments) {
        Surroundings here = ThisProcess.surroundings(new LocalEngines());
        if (arguments.length == 1 && arguments[0].equals("internal-archive")) {
            // The launcher's training run for the class-data archive; it must end by returning.
            ArchiveTraining.run(here);
            return;
        }
        String invokedAs = System.getProperty("cleat.invokedAs", "cleat");
        System.exit(new CommandLine(here).run(invokedAs, ThisProcess.words(arguments)));
    }

    /** Opens the engine of this host. A class, because the first lambda of a JVM costs 3 ms, and most verbs need no other. */
    private static final class LocalEngines implements Surroundings.EngineOpener {

        @Override
        public Engine open(EngineOptions options) throws ContainerException {
            // Before the first class of JNA loads: it reads these properties once.
            NativeFolders.announce();
            return LocalEngine.open(options);
        }
    }
}
