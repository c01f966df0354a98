package dev.cleat.cli.lxc;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What a tool of LXC runs in. */
public interface LxcHost {

    /** Where results go. */
    StandardOutput out();

    /** Where messages go. */
    PrintStream err();

    /** Where definitions are when the command line does not say; empty when this user has no such place. */
    Optional<Path> definitions();

    /** Where LXC keeps containers when the command line does not say. */
    Path lxcPath();

    /**
     * Opens the engine.
     *
     * @param path holds {@code NAME/container.yaml} or {@code NAME/config}
     */
    Engine open(Path path, Consumer<String> warnings) throws ContainerException;
}
