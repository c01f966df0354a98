package dev.cleat.tui.model;

import dev.cleat.engine.api.StepProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that takes its time, as long as it is under way.
 *
 * @param id tells it from all else that this console ever did
 * @param title what is being done: {@code Stopping web}; may hold hostile text
 * @param subject the container, or how many: {@code 3 containers}
 * @param since when it began
 * @param steps begun so far; all but the last are done
 * @param over how many of {@code total} are through, well or not
 * @param total of containers, or {@link #PERCENT} of a file, above 0
 * @param calledBack the operator does not want it any more
 */
public record Work(
        long id,
        String title,
        String subject,
        Kind kind,
        Instant since,
        List<StepProgress> steps,
        int over,
        int total,
        boolean calledBack) {

    /** All of something that is told by its part. */
    public static final int PERCENT = 100;

    /** What an operator can do about it. */
    public enum Kind {
        /** A start, or a restart from its start on: what it took is given back. */
        START("Ctrl-C calls it back"),
        /** Its halt signal is sent: it may end by itself later, but is not killed. */
        STOP("Ctrl-C leaves it running   K kills it now"),
        /** A service of its runtime stops it, which does not hear of a call back. */
        SERVICE_STOP("its runtime goes on with this by itself   K kills it now"),
        /** Those that have begun go on. */
        EACH("Ctrl-C leaves those that have not begun"),
        /** Its process is ended, and what that started. */
        COMMAND("Ctrl-C ends it"),
        /** What was written of the file so far is removed. */
        SAVE("Ctrl-C gives it up"),
        /** It cannot be left half done. */
        WHOLE("");

        private final String help;

        Kind(String help) {
            this.help = help;
        }

        /** The keys for it; empty when there are none. */
        public String help() {
            return help;
        }

        public boolean canBeCalledBack() {
            return help.startsWith("Ctrl-C");
        }

        public boolean canBeHurried() {
            return this == STOP || this == SERVICE_STOP;
        }
    }

    public Work {
        steps = List.copyOf(steps);
    }

    public Work at(StepProgress step) {
        List<StepProgress> all = new ArrayList<>(steps);
        all.add(step);
        return new Work(id, title, subject, kind, since, all, over, total, calledBack);
    }

    public Work through(int many) {
        return new Work(id, title, subject, kind, since, steps, many, total, calledBack);
    }

    public Work unwanted() {
        return new Work(id, title, subject, kind, since, steps, over, total, true);
    }
}
