package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Devices.Node;
import dev.cleat.engine.definition.Devices.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code dev:} and {@code tty:}. */
final class DeviceKeys {

    private static final long SMALLEST = 4096;

    /** tty1 to tty63, as the kernel's own (MAX_NR_CONSOLES of linux/vt.h). */
    private static final int MOST_TTYS = 63;

    /** NR_UNIX98_PTY_MAX of linux/tty.h. */
    private static final long MOST_PTYS = 1L << 20;

    private static final Key<Boolean> AUTO = Key.of(
            "auto", Scalars.flag(), true, "/dev of its own with the usual devices; false: the rootfs's as it is");
    private static final Key<Long> SIZE =
            Key.of("size", Scalars.size(SMALLEST, Long.MAX_VALUE), Devices.DEFAULT_BYTES, "of /dev; default 500K");
    private static final Key<List<Node>> NODES =
            Key.of("nodes", ListOf.of(DeviceNodeKeys.SECTION), List.of(), "devices besides the usual ones");
    private static final Key<Optional<List<Rule>>> RULES = Key.of(
            "rules",
            new WordOr<>(Map.of("default", Optional.<List<Rule>>empty()), new Maybe<>(ListOf.of(DeviceNodeKeys.RULE))),
            Optional.empty(),
            "which devices may be used: default, or a list of {deny: a} and {allow: \"c 1:3 rwm\"}, in order");
    private static final Key<Optional<String>> TTY_DIRECTORY = Key.maybe(
            "ttyDir",
            Scalars.matching(
                    "a directory below /dev (as lxc)",
                    "^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$",
                    text -> text.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")),
            "directory below /dev where the container's terminals are, as lxc");
    private static final Key<List<Path>> FROM_HOST =
            Key.of("fromHost", ListOf.of(Scalars.hostPath()), List.of(), "devices of the host, to read and write");
    static final Section<Dev> DEV =
            new Section<>(List.of(AUTO, SIZE, NODES, RULES, TTY_DIRECTORY, FROM_HOST), Set.of(), DeviceKeys::dev);

    private static final Key<Long> COUNT =
            Key.of("count", Scalars.number(0, MOST_TTYS), 0L, "how many of /dev/tty1, /dev/tty2, ...");
    private static final Key<Long> PTY_MAX = Key.of(
            "ptyMax",
            Scalars.number(1, MOST_PTYS),
            (long) Devices.DEFAULT_PTY_MAX,
            "most pseudo-terminals; default 1024");
    static final Section<Ttys> TTY = new Section<>(List.of(COUNT, PTY_MAX), Set.of(), DeviceKeys::ttys);

    private DeviceKeys() {}

    /** {@code auto}: as written. */
    record Dev(Optional<Boolean> auto, Devices devices) {
        static final Dev DEFAULT = new Dev(Optional.empty(), Devices.DEFAULT);
    }

    record Ttys(int count, int ptyMax) {
        static final Ttys DEFAULT = new Ttys(0, Devices.DEFAULT_PTY_MAX);
    }

    private static Dev dev(Values values) {
        for (Key<?> key : List.of(SIZE, NODES, FROM_HOST)) {
            values.contradiction(
                    key,
                    definition -> !definition.devices().auto(),
                    definition -> values.path(key) + ": needs a /dev of its own, but dev.auto is false");
        }
        for (Key<?> key : List.of(NODES, FROM_HOST, TTY_DIRECTORY)) {
            values.needsOwn(NamespaceType.MNT, key, values.path(key) + ": needs a mount namespace of its own");
        }
        Devices devices = new Devices(
                values.get(AUTO),
                values.get(SIZE),
                values.get(NODES),
                values.get(RULES),
                values.get(TTY_DIRECTORY),
                values.get(FROM_HOST),
                0,
                Devices.DEFAULT_PTY_MAX);
        return new Dev(values.isRight(AUTO) ? Optional.of(values.get(AUTO)) : Optional.empty(), devices);
    }

    private static Ttys ttys(Values values) {
        if (values.get(COUNT) > 0) {
            values.needsOwn(NamespaceType.MNT, COUNT, "tty.count: needs a mount namespace of its own");
            values.contradiction(
                    COUNT,
                    definition -> !definition.autoMounts().devpts(),
                    definition -> "tty.count: needs /dev/pts, but autoMounts.devpts is false");
        }
        return new Ttys(values.get(COUNT).intValue(), values.get(PTY_MAX).intValue());
    }
}
