package dev.cleat.engine.state;

import dev.cleat.engine.definition.Life.Restart;
import java.time.Duration;
import java.util.Optional;

/**
 * How a container is ended and what its definition wants at its end, as it was when it was started.
 *
 * @param haltSignal number of the signal that asks init to end
 * @param rebootSignal number of the signal that asks init to reboot
 * @param stopTimeout how long to wait after it
 * @param killAfterTimeout whether to kill then
 * @param restart whether it is started again when it ends by itself
 * @param ephemeral its stored definition is destroyed at the end
 * @param ownPids it has a pid namespace of its own: only there reboot(2) ends init by SIGHUP and SIGINT
 *     (pid_namespaces(7)); elsewhere those are signals like others
 * @param filter where the rules of its system call filter come from; empty: it has none of its own
 */
public record SavedLife(
        int haltSignal,
        int rebootSignal,
        Duration stopTimeout,
        boolean killAfterTimeout,
        Restart restart,
        boolean ephemeral,
        boolean ownPids,
        Optional<String> filter) {}
