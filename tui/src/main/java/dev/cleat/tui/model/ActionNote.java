package dev.cleat.tui.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was done from this console.
 *
 * @param number grows by one with each
 * @param who sat at the console
 * @param what in one word: {@code stop}
 * @param subject the container; may hold hostile text
 * @param command the command line that does the same, for a shell
 * @param result what came of it, as a clause; empty: it is under way
 * @param failure why it was not done
 * @param output what it printed, of a command of the operator's own; hostile text
 */
public record ActionNote(
        long number,
        Instant time,
        String who,
        String what,
        String subject,
        String command,
        Optional<String> result,
        Optional<Failure> failure,
        List<String> output) {

    public ActionNote {
        output = List.copyOf(output);
    }

    public ActionNote ended(String how) {
        return new ActionNote(number, time, who, what, subject, command, Optional.of(how), Optional.empty(), output);
    }

    public ActionNote failed(Failure why) {
        return new ActionNote(
                number, time, who, what, subject, command, Optional.of("failed"), Optional.of(why), output);
    }

    public ActionNote printed(List<String> lines) {
        return new ActionNote(number, time, who, what, subject, command, result, failure, lines);
    }
}
