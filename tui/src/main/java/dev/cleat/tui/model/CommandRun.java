package dev.cleat.tui.model;

import java.util.List;
import java.util.Optional;

/**
 * What came of a command of the operator's own.
 *
 * @param subject the container; empty text for a command that is about none
 * @param line what was run, as a shell would be told; empty text when it was not
 * @param status with which it ended, 128 and the signal that ended it; -1 when it was not run
 * @param failure why it was not run
 * @param output the first lines of what it printed; hostile text
 * @param leftOut bytes of output that were not kept
 */
public record CommandRun(
        String subject, String line, int status, Optional<Failure> failure, List<String> output, long leftOut) {

    public CommandRun {
        output = List.copyOf(output);
    }

    /** One that was not run. */
    public static CommandRun refused(String subject, String line, Failure why) {
        return new CommandRun(subject, line, -1, Optional.of(why), List.of(), 0);
    }

    public boolean isWell() {
        return status == 0;
    }

    /** How it ended, as a clause. */
    public String result() {
        return status < 0 ? "not run" : "exit status " + status + (status > 128 ? ", signal " + (status - 128) : "");
    }
}
