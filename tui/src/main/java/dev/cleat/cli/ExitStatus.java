package dev.cleat.cli;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;

/** The exit status of everything that can happen: the one place where failures become numbers. */
final class ExitStatus {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_STATE = 2;
    static final int UNKNOWN = 3;
    static final int TIMED_OUT = 4;
    static final int REFUSED = 5;
    static final int BUSY = 6;
    static final int WRONG_USAGE = 64;

    /** Verbs that run a command: Cleat failed before the command ran. */
    static final int NOT_RUN = 125;

    private ExitStatus() {}

    /**
     * The status of a failure. Which container was meant, what state it is in and what the definition says are the
     * caller's to put right and keep their own numbers; every other failure of a verb that runs a command is 125, so
     * that it cannot be taken for the command's own 1, 4 or 5.
     */
    static int of(ContainerException failure, boolean runsCommand) {
        if (failure instanceof WrongStateException) {
            return WRONG_STATE;
        }
        if (failure instanceof UnknownContainerException) {
            return UNKNOWN;
        }
        if (failure instanceof BusyException) {
            return BUSY;
        }
        if (failure instanceof InvalidDefinitionException) {
            return WRONG_USAGE;
        }
        if (runsCommand) {
            return failure instanceof CommandNotRunException command ? command.exitStatus() : NOT_RUN;
        }
        if (failure instanceof TimedOutException) {
            return TIMED_OUT;
        }
        return failure instanceof RefusedException ? REFUSED : FAILED;
    }
}
