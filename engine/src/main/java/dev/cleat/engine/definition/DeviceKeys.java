package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Devices.Node;
import dev.cleat.engine.definition.Devices.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private static final Key<Dev> DEV = Key.of(
            "dev",
            new Section<>(List.of(AUTO, SIZE, NODES, RULES, TTY_DIRECTORY, FROM_HOST), Set.of(), DeviceKeys::dev),
            new Dev(Optional.empty(), Devices.DEFAULT),
            "the container's /dev");

    private static final Key<Long> COUNT =
            Key.of("count", Scalars.number(0, MOST_TTYS), 0L, "how many of /dev/tty1, /dev/tty2, ...");
    private static final Key<Long> PTY_MAX = Key.of(
            "ptyMax",
            Scalars.number(1, MOST_PTYS),
            (long) Devices.DEFAULT_PTY_MAX,
            "most pseudo-terminals; default 1024");
    private static final Key<Ttys> TTY = Key.of(
            "tty",
            new Section<>(List.of(COUNT, PTY_MAX), Set.of(), DeviceKeys::ttys),
            new Ttys(0, Devices.DEFAULT_PTY_MAX),
            "the container's terminals besides the console");

    static final List<Key<?>> KEYS = List.of(DEV, TTY);

    /** For a privileged container that has no rules of its own. */
    private static final Optional<List<Rule>> EVERY_DEVICE =
            Optional.of(List.of(new Rule(true, 'a', OptionalInt.empty(), OptionalInt.empty(), "rwm")));

    private DeviceKeys() {}

    /** {@code auto}: as written. */
    private record Dev(Optional<Boolean> auto, Devices devices) {}

    private record Ttys(int count, int ptyMax) {}

    /** @param byAutoMounts what {@code autoMounts.dev} says, if it says anything */
    static Devices devices(Values values, Optional<Boolean> byAutoMounts) {
        Dev dev = values.get(DEV);
        if (dev.auto().isPresent() && byAutoMounts.isPresent() && !dev.auto().equals(byAutoMounts)) {
            values.problem(DEV, "dev.auto: is " + dev.auto().get() + ", but autoMounts.dev is " + byAutoMounts.get());
        }
        Devices devices = dev.devices();
        return new Devices(
                dev.auto().or(() -> byAutoMounts).orElse(true),
                devices.bytes(),
                devices.nodes(),
                values.get(SecurityKeys.KEY).privileged() ? devices.rules().or(() -> EVERY_DEVICE) : devices.rules(),
                devices.ttyDirectory(),
                devices.fromHost(),
                values.get(TTY).count(),
                values.get(TTY).ptyMax());
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
