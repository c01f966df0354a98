package dev.cleat.cli.lxc;

import dev.cleat.engine.api.ContainerException;
import java.io.IOException;
import java.util.List;

/** One tool of LXC. */
interface LxcTool {

    /** What it does, for its help. */
    String meaning();

    /** Its own options; those that all have are not among them. */
    List<LxcOption> options();

    /** True when it is about one container, which then must be named. */
    default boolean needsName() {
        return true;
    }

    /** True when it may stop half-way through changing something. */
    default boolean isFlow() {
        return false;
    }

    /**
     * Does it and returns the exit status.
     *
     * <p><b>Errors.</b> {@link LxcWords.WrongException} and {@link ContainerException} are told, and the status is 1.
     */
    int run(LxcCall call) throws ContainerException, LxcWords.WrongException, IOException;
}
