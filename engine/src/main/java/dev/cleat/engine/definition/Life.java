package dev.cleat.engine.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens around the container's life without anybody asking: {@code signals:}, {@code stop:}, {@code restart:},
 * {@code autostart:}, {@code ephemeral:}.
 *
 * @param ephemeral the stored definition and everything in its directory is destroyed at the end
 */
public record Life(Signals signals, Stop stop, Restart restart, Autostart autostart, boolean ephemeral) {

    /** Signal numbers (signal(7)). {@code forward}: the keeper passes on what it is sent. */
    public record Signals(int halt, int reboot, int stop, int monitorDeath, boolean forward) {
        public static final Signals DEFAULT = new Signals(30, 2, 9, 9, true);
    }

    /** How it is ended. */
    public record Stop(Duration timeout, StopAction action) {}

    /** What a stop does. */
    public enum StopAction {
        HALT_THEN_KILL,
        HALT,
        KILL
    }

    /**
     * Whether a container that ended by itself is started again.
     *
     * @param maxRetries 0: no bound; counted anew after a life longer than the greatest back-off
     */
    public record Restart(RestartPolicy policy, int maxRetries, Duration initialBackoff, Duration maxBackoff) {
        public static final Restart NO =
                new Restart(RestartPolicy.NO, 0, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /** UNLESS_STOPPED: as ALWAYS, but {@code autostart} leaves one alone that an operator stopped. */
    public enum RestartPolicy {
        NO,
        ON_FAILURE,
        ALWAYS,
        UNLESS_STOPPED
    }

    /**
     * Whether {@code cleat autostart} starts it.
     *
     * @param order smaller first, as lxc.start.order
     * @param delay waited after its start
     * @param dependsOn other containers, started before
     */
    public record Autostart(boolean enabled, int order, Duration delay, Map<String, Dependency> dependsOn) {
        public static final Autostart OFF = new Autostart(false, 0, Duration.ZERO, Map.of());

        public Autostart {
            dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn));
        }
    }

    /** What must be true of a container that another one depends on. */
    public enum Dependency {
        STARTED,
        EXITED_OK
    }
}
