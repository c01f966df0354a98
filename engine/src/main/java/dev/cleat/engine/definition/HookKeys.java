package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Hooks.Abi;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Hooks.Where;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of {@code hooks:}. */
final class HookKeys {

    private static final Map<Point, String> MEANINGS = meanings();

    private static final Type<Hook> ON_HOST = hook(Scalars.hostPath(), "a program of the host");
    private static final Type<Hook> INSIDE = hook(
            new ScalarType<>(
                    "an absolute path in the container",
                    (text, reading) -> Path.of(Scalars.inside(text)),
                    Shape.pattern("^/")),
            "a program of the container");

    private static final Map<Point, Key<List<Hook>>> POINTS = points();
    private static final Key<Abi> ABI = Key.of(
            "abi",
            Scalars.word(Map.of("env", Abi.ENV, "args", Abi.ARGS, "oci-stdin", Abi.OCI_STDIN)),
            Abi.ENV,
            "how hooks are told: env (variables LXC_*), args (as LXC before version 1), oci-stdin (state as JSON)");

    static final Section<Hooks> SECTION = new Section<>(keys(), Set.of(), HookKeys::hooks);

    private HookKeys() {}

    private static Hooks hooks(Values values) {
        Map<Point, List<Hook>> hooks = new EnumMap<>(Point.class);
        POINTS.forEach((point, key) -> {
            if (!values.get(key).isEmpty()) {
                hooks.put(point, values.get(key));
            }
        });
        return new Hooks(hooks, values.get(ABI));
    }

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(POINTS.values());
        keys.add(ABI);
        return keys;
    }

    private static Map<Point, Key<List<Hook>>> points() {
        Map<Point, Key<List<Hook>>> points = new EnumMap<>(Point.class);
        for (Point point : Point.values()) {
            Type<Hook> type = point.where() == Where.CONTAINER ? INSIDE : ON_HOST;
            points.put(point, Key.of(point.key(), ListOf.of(type), List.of(), MEANINGS.get(point)));
        }
        return points;
    }

    private static Type<Hook> hook(ScalarType<Path> program, String meaning) {
        Key<Path> path = Key.required("path", program, Path.of("/"), meaning);
        Key<List<String>> args = Key.of("args", ListOf.of(Scalars.anyText()), List.of(), "its arguments");
        Key<Map<String, String>> env = Key.of(
                "env", new MapOf<>(Names.variable(), Scalars.anyText()), Map.of(), "variables besides process.env");
        Key<Duration> timeout = Key.of(
                "timeout",
                new ScalarType<>(
                        "a time (as 10s)",
                        (text, reading) -> Numbers.duration(text)
                                .filter(time -> !time.isZero())
                                .orElseThrow(() -> new WrongValue("is not a time (as 10s)")),
                        Scalars.duration().shape()),
                Hook.DEFAULT_TIMEOUT,
                "killed and failed after it; default 30s");
        Key<Boolean> onFailure = Key.of(
                "onFailure", Scalars.word(Map.of("abort", true, "warn", false)), true, "abort (default) or warn");
        return new ShortOr<>(
                path.name(),
                program.map(alone -> new Hook(alone, List.of(), Map.of(), Hook.DEFAULT_TIMEOUT, true)),
                new Section<>(
                        List.of(path, args, env, timeout, onFailure),
                        Set.of(),
                        values -> new Hook(
                                values.get(path),
                                values.get(args),
                                values.get(env),
                                values.get(timeout),
                                values.get(onFailure))));
    }

    private static Map<Point, String> meanings() {
        Map<Point, String> meanings = new EnumMap<>(Point.class);
        meanings.put(Point.PRE_START, "on the host, before anything is made");
        meanings.put(Point.CREATE_RUNTIME, "on the host, when its namespaces exist");
        meanings.put(Point.PRE_MOUNT, "in its mount namespace, before the rootfs is mounted");
        meanings.put(Point.MOUNT, "in its mount namespace, after the mounts");
        meanings.put(Point.AUTODEV, "in its mount namespace, when /dev is made");
        meanings.put(Point.START_HOST, "on the host, just before PID 1 begins");
        meanings.put(Point.START, "inside, just before PID 1 begins");
        meanings.put(Point.POST_START, "on the host, when PID 1 runs");
        meanings.put(Point.STOP, "on the host, when it ended, its namespaces still there");
        meanings.put(Point.POST_STOP, "on the host, after everything was given back");
        meanings.put(Point.CLONE, "on the host, in the copy");
        meanings.put(Point.DESTROY, "on the host, before it is destroyed");
        meanings.put(Point.ATTACH, "on the host, before a session begins");
        meanings.put(Point.DETACH, "on the host, after a session ended");
        return meanings;
    }
}
