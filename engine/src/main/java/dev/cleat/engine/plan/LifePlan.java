package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Life;
import java.time.Duration;

/**
 * How a container is stopped and what happens at its end.
 *
 * @param signals signal numbers
 * @param haltTimeout how long a stop waits after the halt signal
 * @param killAfterTimeout whether it kills then
 * @param restart whether it is started again when it ends by itself
 * @param ephemeral its stored definition is destroyed at the end
 * @param stub the program runs below our own init (process.mode stub, cleat execute)
 * @param watchesRunLevel init may not call reboot(2), so what it writes to its utmp tells halt and reboot (utmp(5))
 */
public record LifePlan(
        Life.Signals signals,
        Duration haltTimeout,
        boolean killAfterTimeout,
        Life.Restart restart,
        boolean ephemeral,
        boolean stub,
        boolean watchesRunLevel) {}
