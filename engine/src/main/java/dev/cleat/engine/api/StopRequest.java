package dev.cleat.engine.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How to stop.
 *
 * @param timeout how long to wait after the halt signal; empty: the definition's
 * @param kill true: no halt signal, kill at once
 * @param neverKill true: give up at the time-out instead of killing
 * @param await false: return right after the signal
 * @param reboot the definition's reboot signal instead of its halt signal ({@code stop -r}, for {@link Engine#restart})
 */
public record StopRequest(
        String name, Optional<Duration> timeout, boolean kill, boolean neverKill, boolean await, boolean reboot) {

    /** One that asks init to halt. */
    public StopRequest(String name, Optional<Duration> timeout, boolean kill, boolean neverKill, boolean await) {
        this(name, timeout, kill, neverKill, await, false);
    }

    /** Halt signal, the definition's time-out, then kill. */
    public static StopRequest of(String name) {
        return new StopRequest(name, Optional.empty(), false, false, true);
    }

    /** The same for another container. */
    public StopRequest named(String other) {
        return new StopRequest(other, timeout, kill, neverKill, await, reboot);
    }
}
