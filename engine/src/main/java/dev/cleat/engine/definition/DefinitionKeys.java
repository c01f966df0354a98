package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Scalars.anyText;
import static dev.cleat.engine.definition.Scalars.flag;
import static dev.cleat.engine.definition.Scalars.insidePath;
import static dev.cleat.engine.definition.Scalars.line;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.KernelNames;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.DeviceKeys.Dev;
import dev.cleat.engine.definition.DeviceKeys.Ttys;
import java.util.ArrayList;
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
    private static final Key<Map<String, String>> ANNOTATIONS = Key.of(
            "annotations", new MapOf<>(line(), anyText()), Map.of(), "free names and texts, kept for other tools");
    private static final Key<List<String>> GROUPS =
            Key.of("groups", ListOf.of(Names.group()), List.of(), "for lists and autostart; onboot: at boot");
    private static final Key<Boolean> PROTECT = Key.of("protect", flag(), false, "destroy refuses it");
    private static final Key<Idmap> IDMAP =
            Key.lazy("idmap", () -> IdmapKeys.SECTION, Idmap.NONE, "which host ids the container's ids are");
    private static final Key<List<List<Mount>>> MOUNTS =
            Key.lazy("mounts", () -> ListOf.of(new MountType()), List.of(), "what is mounted in the root, in order");
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

    private static final Key<Dev> DEV = Key.lazy("dev", () -> DeviceKeys.DEV, Dev.DEFAULT, "the container's /dev");
    private static final Key<Ttys> TTY =
            Key.lazy("tty", () -> DeviceKeys.TTY, Ttys.DEFAULT, "the container's terminals besides the console");
    private static final Key<Security> SECURITY =
            Key.lazy("security", () -> SecurityKeys.SECTION, Security.DEFAULT, "what the container's processes may do");
    private static final Key<Map<String, String>> SYSCTL = Key.lazy(
            "sysctl",
            SysctlKeys::new,
            Map.of(),
            "kernel parameters of the container's namespaces, as net.ipv4.ip_forward: 1; sysctl(8)");
    private static final Key<CgroupPlace> CGROUP =
            Key.lazy("cgroup", () -> CgroupKeys.SECTION, CgroupPlace.DEFAULT, "where the container's cgroup is");
    private static final Key<Resources> RESOURCES =
            Key.lazy("resources", () -> ResourceKeys.SECTION, Resources.NONE, "limits of the cgroup");
    private static final Key<Network> NETWORK =
            Key.lazy("network", () -> NetworkKeys.SECTION, Network.PRIVATE, "the container's network");
    private static final Key<Hooks> HOOKS =
            Key.lazy("hooks", () -> HookKeys.SECTION, Hooks.NONE, "programs run on the way");

    /** Keys of the full format that this version does not have. */
    private static final Set<String> LATER = Set.of(
            "join",
            "secrets",
            "host",
            "logging",
            "recording",
            "sessions",
            "healthcheck",
            "timeout",
            "snapshots",
            "monitor",
            "alerts");

    /** The whole definition. */
    static final Section<Definition> DEFINITION = new Section<>(keys(), LATER, DefinitionKeys::definition);

    private DefinitionKeys() {}

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(SCHEMA, NAME, DESCRIPTION, LABELS, ANNOTATIONS, GROUPS, PROTECT));
        keys.addAll(List.of(Includes.INCLUDE, Includes.EXTENDS, RootfsKeys.KEY));
        keys.add(ProcessKeys.KEY);
        keys.add(NamespaceKeys.KEY);
        keys.add(IDMAP);
        keys.addAll(KernelNameKeys.KEYS);
        keys.addAll(List.of(MOUNTS, AutoMountKeys.KEY, MASKED_PATHS, READONLY_PATHS));
        keys.addAll(List.of(DEV, TTY, ConsoleKeys.KEY, SECURITY, SYSCTL, CGROUP, RESOURCES));
        keys.addAll(List.of(NETWORK, HOOKS));
        keys.addAll(LifeKeys.KEYS);
        return keys;
    }

    private static ScalarType<Long> onlyVersion() {
        return new ScalarType<>(
                "1",
                (text, reading) -> Numbers.parse(text, 1, 1)
                        .orElseThrow(() -> new WrongValue("is not a version this Cleat knows", List.of("1"))),
                ScalarType.Shape.of("integer"));
    }

    private static Definition definition(Values values) {
        for (Key<?> key : List.of(Includes.INCLUDE, Includes.EXTENDS)) {
            if (values.has(key)) { // those of a file are gone by now
                values.problem(key, key.name() + ": only in a file, not as an argument");
            }
        }
        reportRoot(values);
        KernelNames names = KernelNameKeys.names(values);
        boolean hasOffsets = names.bootOffsetSeconds() != 0 || names.monotonicOffsetSeconds() != 0;
        Idmap idmap = values.get(IDMAP);
        Network network = values.get(NETWORK);
        return new Definition(
                description(values),
                names,
                values.get(RootfsKeys.KEY),
                values.get(ProcessKeys.KEY).process(),
                values.get(ProcessKeys.KEY).tuning(),
                NamespaceKeys.sources(values, idmap, hasOffsets, network),
                idmap,
                values.get(MOUNTS).stream().flatMap(List::stream).toList(),
                values.get(AutoMountKeys.KEY).mounts(),
                paths(values, MASKED_PATHS),
                paths(values, READONLY_PATHS),
                devices(values),
                values.get(ConsoleKeys.KEY),
                values.get(SECURITY),
                values.get(CGROUP),
                values.get(RESOURCES),
                network,
                values.get(SYSCTL),
                values.get(HOOKS),
                LifeKeys.life(values));
    }

    private static Devices devices(Values values) {
        Dev dev = values.get(DEV);
        Devices devices = dev.devices();
        Optional<Boolean> byAutoMounts = values.get(AutoMountKeys.KEY).dev();
        if (dev.auto().isPresent() && byAutoMounts.isPresent() && !dev.auto().equals(byAutoMounts)) {
            values.problem(DEV, "dev.auto: is " + dev.auto().get() + ", but autoMounts.dev is " + byAutoMounts.get());
        }
        boolean isPrivileged = values.get(SECURITY).privileged();
        return new Devices(
                dev.auto().or(() -> byAutoMounts).orElse(true),
                devices.bytes(),
                devices.nodes(),
                isPrivileged ? devices.rules().or(() -> Optional.of(Devices.EVERY_DEVICE)) : devices.rules(),
                devices.ttyDirectory(),
                devices.fromHost(),
                values.get(TTY).count(),
                values.get(TTY).ptyMax());
    }

    /** A privileged container sees and writes everything, unless paths are named. */
    private static List<String> paths(Values values, Key<List<String>> key) {
        return values.get(SECURITY).privileged() && !values.has(key) ? List.of() : values.get(key);
    }

    private static Definition.Description description(Values values) {
        String name = values.get(NAME);
        return new Definition.Description(
                values.reading().file(),
                name.isEmpty() ? defaultName(values) : name,
                values.get(DESCRIPTION),
                values.get(LABELS),
                values.get(ANNOTATIONS),
                values.get(GROUPS),
                values.get(PROTECT));
    }

    private static String defaultName(Values values) {
        String name = values.reading().defaultName();
        if (!values.has(NAME) && !Names.isContainerName(name)) {
            values.problem(NAME, "key \"name\" is missing, and \"" + name + "\" cannot be a container's name");
        }
        return name;
    }

    private static void reportRoot(Values values) {
        values.needsOwn(NamespaceType.MNT, RootfsKeys.KEY, "rootfs: needs a mount namespace of its own");
        if (!values.get(MOUNTS).isEmpty()) {
            values.needsOwn(NamespaceType.MNT, MOUNTS, "mounts: need a mount namespace of their own");
        }
        NamespaceSource mounts = values.get(NamespaceKeys.KEY).get(NamespaceType.MNT);
        if (mounts.equals(NamespaceSource.PRIVATE) && !values.has(RootfsKeys.KEY)) {
            values.problem(RootfsKeys.KEY, "key \"rootfs\" is missing (as rootfs: dir:rootfs)");
        }
    }
}
