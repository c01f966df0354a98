package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Life.Autostart;
import dev.cleat.engine.definition.Life.Dependency;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When the container is started without anybody asking: the keys of {@code restart:} and {@code autostart:}. */
final class RestartKeys {

    private static final int MOST = 1_000_000;

    private static final ScalarType<RestartPolicy> POLICIES = Scalars.word(Map.of(
            "no", RestartPolicy.NO,
            "on-failure", RestartPolicy.ON_FAILURE,
            "always", RestartPolicy.ALWAYS,
            "unless-stopped", RestartPolicy.UNLESS_STOPPED));
    private static final Key<RestartPolicy> POLICY = Key.of(
            "policy", POLICIES, RestartPolicy.NO, "when it ended by itself: no, on-failure, always, unless-stopped");
    private static final Key<Long> MAX_RETRIES =
            Key.of("maxRetries", Scalars.number(0, MOST), 0L, "most attempts in a row; 0: without end");
    private static final Key<Duration> INITIAL = Key.of(
            "initial", Scalars.duration(), Restart.NO.initialBackoff(), "before the first attempt; doubled each time");
    private static final Key<Duration> MAX =
            Key.of("max", Scalars.duration(), Restart.NO.maxBackoff(), "the longest wait; default 30s");
    private static final Key<Backoff> BACKOFF = Key.of(
            "backoff",
            new Section<>(List.of(INITIAL, MAX), Set.of(), RestartKeys::backoff),
            new Backoff(Restart.NO.initialBackoff(), Restart.NO.maxBackoff()),
            "how long to wait between attempts");

    static final Type<Restart> RESTART = new ShortOr<>(
            POLICY.name(),
            POLICIES.map(policy -> new Restart(policy, 0, Restart.NO.initialBackoff(), Restart.NO.maxBackoff())),
            new Section<>(List.of(POLICY, MAX_RETRIES, BACKOFF), Set.of(), RestartKeys::restart));

    private static final Key<Boolean> ENABLED = Key.of("enabled", Scalars.flag(), false, "cleat autostart starts it");
    private static final Key<Integer> ORDER =
            Key.of("order", Scalars.signed(-MOST, MOST), 0, "smaller ones are started first");
    private static final Key<Duration> DELAY =
            Key.of("delay", Scalars.duration(), Duration.ZERO, "waited after its start");
    private static final Key<Map<String, Dependency>> DEPENDS_ON = Key.of(
            "dependsOn",
            new MapOf<>(
                    Names.containerName(),
                    new ScalarType<>(
                            "one of exited-ok, started",
                            (text, reading) -> dependency(text),
                            Shape.words(List.of("exited-ok", "started")))),
            Map.of(),
            "containers started before, as db: started, or migrate: exited-ok");

    static final Type<Autostart> AUTOSTART = new ShortOr<>(
            ENABLED.name(),
            Scalars.flag().map(enabled -> new Autostart(enabled, 0, Duration.ZERO, Map.of())),
            new Section<>(List.of(ENABLED, ORDER, DELAY, DEPENDS_ON), Set.of(), RestartKeys::autostart));

    private RestartKeys() {}

    private record Backoff(Duration initial, Duration max) {}

    private static Backoff backoff(Values values) {
        if (values.get(INITIAL).compareTo(values.get(MAX)) > 0) {
            Key<?> said = values.has(INITIAL) ? INITIAL : MAX;
            values.problem(said, values.path(said) + ": the first wait is longer than the longest");
        }
        return new Backoff(values.get(INITIAL), values.get(MAX));
    }

    private static Restart restart(Values values) {
        RestartPolicy policy = values.get(POLICY);
        for (Key<?> key : List.of(MAX_RETRIES, BACKOFF)) {
            if (policy == RestartPolicy.NO && values.has(key) && (!values.has(POLICY) || values.isRight(POLICY))) {
                values.problem(key, values.path(key) + ": restart.policy is no");
            }
        }
        return new Restart(
                policy,
                values.get(MAX_RETRIES).intValue(),
                values.get(BACKOFF).initial(),
                values.get(BACKOFF).max());
    }

    private static Autostart autostart(Values values) {
        values.contradiction(
                DEPENDS_ON,
                definition -> definition.life().autostart().dependsOn().containsKey(definition.name()),
                definition -> "autostart.dependsOn: a container cannot wait for itself");
        return new Autostart(values.get(ENABLED), values.get(ORDER), values.get(DELAY), values.get(DEPENDS_ON));
    }

    private static Dependency dependency(String text) throws WrongValue {
        return switch (text) {
            case "started" -> Dependency.STARTED;
            case "exited-ok" -> Dependency.EXITED_OK;
            case "healthy" ->
                throw new WrongValue("is not supported by this version of Cleat yet; use started or exited-ok");
            default -> throw new WrongValue("is not one of exited-ok, started", List.of("exited-ok", "started"));
        };
    }
}
