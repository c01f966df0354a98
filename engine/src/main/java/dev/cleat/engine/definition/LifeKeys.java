package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.duration;
import static dev.cleat.engine.definition.Scalars.word;

import dev.cleat.engine.definition.Life.Autostart;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.Signals;
import dev.cleat.engine.definition.Life.Stop;
import dev.cleat.engine.definition.Life.StopAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the container is ended, and what is left of it: {@code signals:}, {@code stop:} and {@code ephemeral:}. */
final class LifeKeys {

    private static final Key<Integer> HALT = signal("halt", Signals.DEFAULT.halt(), "asks PID 1 to end; default PWR");
    private static final Key<Integer> REBOOT =
            signal("reboot", Signals.DEFAULT.reboot(), "asks PID 1 to begin anew; default INT");
    private static final Key<Integer> STOP_SIGNAL =
            signal("stop", Signals.DEFAULT.stop(), "ends it when it does not halt in time; default KILL");
    private static final Key<Integer> MONITOR_DEATH =
            signal("monitorDeath", Signals.DEFAULT.monitorDeath(), "sent to PID 1 when its keeper dies; default KILL");
    private static final Key<Boolean> FORWARD = Key.of(
            "forward",
            word(Map.of("all", true, "none", false)),
            Signals.DEFAULT.forward(),
            "whether the keeper passes on what it is sent: all or none");
    private static final Section<Signals> SIGNALS = new Section<>(
            List.of(HALT, REBOOT, STOP_SIGNAL, MONITOR_DEATH, FORWARD),
            Set.of(),
            values -> new Signals(
                    values.get(HALT),
                    values.get(REBOOT),
                    values.get(STOP_SIGNAL),
                    values.get(MONITOR_DEATH),
                    values.get(FORWARD)));
    private static final Key<Signals> SIGNALS_KEY =
            Key.of("signals", SIGNALS, Signals.DEFAULT, "signals to PID 1; signal(7)");

    private static final Key<Duration> TIMEOUT =
            Key.of("timeout", duration(), Duration.ofSeconds(60), "how long to wait after the halt signal");
    private static final Key<StopAction> ACTION = Key.of(
            "action",
            word(Map.of("halt-then-kill", StopAction.HALT_THEN_KILL, "halt", StopAction.HALT, "kill", StopAction.KILL)),
            StopAction.HALT_THEN_KILL,
            "what a stop does");
    private static final Section<Stop> STOP = new Section<>(
            List.of(TIMEOUT, ACTION), Set.of(), values -> new Stop(values.get(TIMEOUT), values.get(ACTION)));
    private static final Key<Stop> STOP_KEY = Key.of("stop", STOP, STOP.defaults(), "how the container is ended");

    private static final Key<Boolean> EPHEMERAL = Key.of(
            "ephemeral", Scalars.flag(), false, "at the end the stored definition and its directory are destroyed");

    private static final Key<Restart> RESTART = Key.lazy(
            "restart",
            () -> RestartKeys.RESTART,
            Restart.NO,
            "whether it is started again: no, on-failure, always, unless-stopped, or a map with policy and more");
    private static final Key<Autostart> AUTOSTART = Key.lazy(
            "autostart",
            () -> RestartKeys.AUTOSTART,
            Autostart.OFF,
            "whether cleat autostart starts it: true, false, or a map with enabled and more");

    static final List<Key<?>> KEYS = List.of(SIGNALS_KEY, STOP_KEY, RESTART, AUTOSTART, EPHEMERAL);

    private LifeKeys() {}

    static Life life(Values values) {
        values.contradiction(
                EPHEMERAL,
                definition -> definition.life().ephemeral()
                        && definition.life().restart().policy() != Life.RestartPolicy.NO,
                definition -> "ephemeral: what is destroyed at its end cannot be started again, as restart says");
        values.contradiction(
                EPHEMERAL,
                definition -> definition.life().ephemeral()
                        && definition.description().isProtected(),
                definition -> "ephemeral: protect says that it is not destroyed");
        return new Life(
                values.get(SIGNALS_KEY),
                values.get(STOP_KEY),
                values.get(RESTART),
                values.get(AUTOSTART),
                values.get(EPHEMERAL));
    }

    private static Key<Integer> signal(String name, int fallback, String meaning) {
        return Key.of(name, Scalars.signal(), fallback, meaning);
    }
}
