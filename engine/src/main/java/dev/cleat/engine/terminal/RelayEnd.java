package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import java.util.List;

/**
 * How a relay came to its end.
 *
 * @param fromCommand bytes taken from the command, through the terminal and around it
 * @param toCommand bytes given to the command
 * @param failures outputs of ours that could not be written, such as a full disk behind descriptor 1
 */
public record RelayEnd(Reason reason, long fromCommand, long toCommand, List<ErrnoException> failures) {

    public RelayEnd {
        failures = List.copyOf(failures);
    }

    /** Why it ended. */
    public enum Reason {
        /** The command has ended, or the console's keeper has closed the socket. Its output was delivered. */
        COMMAND_ENDED,
        /** The operator typed the detach keys. The far end is still open. */
        DETACHED,
        /** The operator's terminal has gone. The far end was closed, so that a session's leader gets SIGHUP. */
        HUNG_UP
    }
}
