package dev.cleat.engine.plan;

import dev.cleat.engine.api.HostLimitException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why this host cannot, all of it, and what the operator should know when it can. */
final class Reasons {

    private final Set<String> reasons = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private String advice;

    /** This host cannot; {@code reason} begins with the key or the thing. */
    void cannot(String reason) {
        reasons.add(reason);
    }

    /** This host cannot, and what to do about it; the first advice is shown. */
    void cannot(String reason, String whatToDo) {
        reasons.add(reason);
        advice = advice == null ? whatToDo : advice;
    }

    /** Something is left out or different on this host. */
    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Ends planning when there is a reason: one line for each, each complete in itself. */
    void check(String subject) throws HostLimitException {
        if (reasons.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        reasons.forEach(reason -> lines.add(subject + ": " + reason));
        throw new HostLimitException(String.join("\n", lines), advice);
    }
}
