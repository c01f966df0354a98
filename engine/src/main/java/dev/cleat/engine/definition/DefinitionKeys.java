package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.anyText;
import static dev.cleat.engine.definition.Scalars.duration;
import static dev.cleat.engine.definition.Scalars.insidePath;
import static dev.cleat.engine.definition.Scalars.line;
import static dev.cleat.engine.definition.Scalars.signal;
import static dev.cleat.engine.definition.Scalars.word;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Life.Stop;
import dev.cleat.engine.definition.Life.StopAction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key table: every key of a definition, what it takes, its default and its meaning. Reading, messages, suggestions
 * and the JSON schema all come from here. Sections with more to say have a class of their own.
 */
final class DefinitionKeys {

    private static final Key<Long> SCHEMA =
            Key.required("schema", onlyVersion(), 1L, "version of this format; always 1");
    private static final Key<String> NAME = Key.of(
            "name", Names.containerName(), "", "the container's name; default: the name of the file or its directory");
    private static final Key<String> DESCRIPTION = Key.of("description", line(), "", "one line for lists");
    private static final Key<Map<String, String>> LABELS =
            Key.of("labels", new MapOf<>(line(), anyText()), Map.of(), "free names and texts");
    private static final Key<Optional<String>> HOSTNAME =
            Key.of("hostname", Names.hostname(), Optional.empty(), "default: the container's name");
    private static final Key<Optional<Rootfs>> ROOTFS = Key.of(
            "rootfs",
            new RootfsType(),
            Optional.empty(),
            "host, dir:PATH, overlay:LOWER[:LOWER2...]:UPPER, or a map with source, readonly, writable, writableSize");

    private static final Map<NamespaceType, Key<Boolean>> NAMESPACE_KEYS = namespaceKeys();
    private static final Section<Set<NamespaceType>> NAMESPACES =
            new Section<>(List.copyOf(NAMESPACE_KEYS.values()), Set.of(), DefinitionKeys::namespaces);
    private static final Key<Set<NamespaceType>> NAMESPACES_KEY =
            Key.of("namespaces", NAMESPACES, NAMESPACES.defaults(), "which namespaces are the container's own");

    private static final Key<List<Mount>> MOUNTS =
            Key.of("mounts", ListOf.of(MountKeys.SECTION), List.of(), "what is mounted in the root, in order");
    private static final Key<List<String>> MASKED_PATHS = Key.of(
            "maskedPaths",
            new WordOr<>(Map.of("default", DefaultPaths.MASKED), ListOf.of(insidePath())),
            DefaultPaths.MASKED,
            "paths the container sees as empty");
    private static final Key<List<String>> READONLY_PATHS = Key.of(
            "readonlyPaths",
            new WordOr<>(Map.of("default", DefaultPaths.READ_ONLY), ListOf.of(insidePath())),
            DefaultPaths.READ_ONLY,
            "paths the container cannot write");

    private static final Key<Integer> HALT = Key.of("halt", signal(), 30, "asks PID 1 to end; default PWR");
    private static final Section<Integer> SIGNALS = new Section<>(
            List.of(HALT), Set.of("reboot", "stop", "monitorDeath", "forward"), values -> values.get(HALT));
    private static final Key<Integer> SIGNALS_KEY = Key.of("signals", SIGNALS, SIGNALS.defaults(), "signals to PID 1");

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

    /** The whole definition. */
    static final Section<Definition> DEFINITION = new Section<>(
            List.of(
                    SCHEMA,
                    NAME,
                    DESCRIPTION,
                    LABELS,
                    HOSTNAME,
                    ROOTFS,
                    ProcessKeys.KEY,
                    NAMESPACES_KEY,
                    MOUNTS,
                    AutoMountKeys.KEY,
                    MASKED_PATHS,
                    READONLY_PATHS,
                    SecurityKeys.KEY,
                    ResourceKeys.KEY,
                    ConsoleKeys.KEY,
                    SIGNALS_KEY,
                    STOP_KEY),
            Set.of(
                    "include",
                    "extends",
                    "annotations",
                    "groups",
                    "protect",
                    "platform",
                    "domainname",
                    "timeOffsets",
                    "join",
                    "idmap",
                    "secrets",
                    "dev",
                    "tty",
                    "cgroup",
                    "network",
                    "sysctl",
                    "host",
                    "hooks",
                    "logging",
                    "recording",
                    "sessions",
                    "autostart",
                    "restart",
                    "healthcheck",
                    "ephemeral",
                    "timeout",
                    "snapshots",
                    "monitor",
                    "alerts"),
            DefinitionKeys::definition);

    private DefinitionKeys() {}

    private static ScalarType<Long> onlyVersion() {
        return new ScalarType<>(
                "1",
                (text, reading) -> Numbers.parse(text, 1, 1)
                        .orElseThrow(() -> new WrongValue("is not a version this Cleat knows", List.of("1"))),
                ScalarType.Shape.of("integer"));
    }

    private static Map<NamespaceType, Key<Boolean>> namespaceKeys() {
        Map<NamespaceType, Key<Boolean>> keys = new LinkedHashMap<>();
        for (NamespaceType type : NamespaceType.values()) {
            boolean isPrivate = type != NamespaceType.USER && type != NamespaceType.TIME;
            keys.put(
                    type,
                    Key.of(
                            type.definitionKey(),
                            word(Map.of("private", true, "host", false)),
                            isPrivate,
                            "private or host; default " + (isPrivate ? "private" : "host")));
        }
        return keys;
    }

    private static Set<NamespaceType> namespaces(Values values) {
        EnumSet<NamespaceType> isPrivate = EnumSet.noneOf(NamespaceType.class);
        NAMESPACE_KEYS.forEach((type, key) -> {
            if (values.get(key)) {
                isPrivate.add(type);
            }
        });
        return isPrivate;
    }

    private static Definition definition(Values values) {
        reportContradictions(values);
        String name = values.get(NAME);
        return new Definition(
                new Definition.Description(
                        values.reading().file(),
                        name.isEmpty() ? defaultName(values) : name,
                        values.get(DESCRIPTION),
                        values.get(LABELS),
                        Map.of(),
                        List.of(),
                        false),
                new Definition.KernelNames(values.get(HOSTNAME), Optional.empty(), Optional.empty(), 0, 0),
                values.get(ROOTFS),
                values.get(ProcessKeys.KEY),
                ProcessTuning.DEFAULT,
                sources(values.get(NAMESPACES_KEY)),
                Idmap.NONE,
                values.get(MOUNTS),
                values.get(AutoMountKeys.KEY),
                values.get(MASKED_PATHS),
                values.get(READONLY_PATHS),
                Devices.DEFAULT,
                values.get(ConsoleKeys.KEY),
                values.get(SecurityKeys.KEY),
                CgroupPlace.DEFAULT,
                values.get(ResourceKeys.KEY),
                Network.PRIVATE,
                Map.of(),
                Hooks.NONE,
                new Life(
                        new Life.Signals(values.get(SIGNALS_KEY), 2, 9, 9, true),
                        values.get(STOP_KEY),
                        Life.Restart.NO,
                        Life.Autostart.OFF,
                        false));
    }

    private static Map<NamespaceType, NamespaceSource> sources(Set<NamespaceType> own) {
        Map<NamespaceType, NamespaceSource> sources = new java.util.EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            sources.put(type, own.contains(type) ? NamespaceSource.PRIVATE : NamespaceSource.HOST);
        }
        return sources;
    }

    private static String defaultName(Values values) {
        String name = values.reading().defaultName();
        if (!values.has(NAME) && !Names.isContainerName(name)) {
            values.problem(NAME, "key \"name\" is missing, and \"" + name + "\" cannot be a container's name");
        }
        return name;
    }

    private static void reportContradictions(Values values) {
        boolean ownMounts = values.get(NAMESPACES_KEY).contains(NamespaceType.MNT);
        if (ownMounts && !values.has(ROOTFS)) {
            values.problem(ROOTFS, "key \"rootfs\" is missing (as rootfs: dir:rootfs)");
        }
        if (!ownMounts && values.has(ROOTFS)) {
            values.problem(ROOTFS, "rootfs: needs a mount namespace of its own, but namespaces.mount is host");
        }
        if (!ownMounts && !values.get(MOUNTS).isEmpty()) {
            values.problem(MOUNTS, "mounts: need a mount namespace of their own, but namespaces.mount is host");
        }
        if (!values.get(NAMESPACES_KEY).contains(NamespaceType.UTS) && values.has(HOSTNAME)) {
            values.problem(HOSTNAME, "hostname: needs a uts namespace of its own, but namespaces.uts is host");
        }
    }
}
