package dev.cleat.engine.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a container was started as, and what its definition would start now. In both a line for each step, and below it,
 * indented, one for each action; what is the same in both has not changed.
 *
 * @param started empty when it was not kept, of an older Cleat, and of one that was not started since the host booted
 * @param now empty when the definition cannot be started
 * @param problem why not, one line each
 * @param changed when the definition file was written last; empty when it is gone
 */
public record Drift(Optional<List<String>> started, List<String> now, List<String> problem, Optional<Instant> changed) {
    public Drift {
        started = started.map(List::copyOf);
        now = List.copyOf(now);
        problem = List.copyOf(problem);
    }
}
