package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Resources.Io;
import dev.cleat.engine.definition.Resources.IoDevice;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of {@code resources.io:} (cgroup-v2.rst, "IO"; cgroup-v1/blkio-controller.rst). */
final class IoKeys {

    private static final Key<OptionalInt> WEIGHT =
            weight("weight", 1, 10_000, "share when devices are busy, 1 to 10000");
    private static final Key<OptionalInt> LEAF_WEIGHT =
            weight("leafWeight", 10, 1_000, "against the cgroups below, 10 to 1000; cgroup v1");

    private static final Key<String> DEVICE = Key.required(
            "device",
            new ScalarType<>("/dev/NAME or MAJOR:MINOR", (text, reading) -> device(text), Shape.TEXT),
            "",
            "as /dev/sda or 8:0");
    private static final Key<OptionalLong> READ_BPS = rate("readBps", "most bytes read in a second");
    private static final Key<OptionalLong> WRITE_BPS = rate("writeBps", "most bytes written in a second");
    private static final Key<OptionalLong> READ_IOPS =
            Key.number("readIops", 1, Integer.MAX_VALUE, "most reads in a second");
    private static final Key<OptionalLong> WRITE_IOPS =
            Key.number("writeIops", 1, Integer.MAX_VALUE, "most writes in a second");
    private static final Section<IoDevice> DEVICE_SECTION = new Section<>(
            List.of(DEVICE, WEIGHT, READ_BPS, WRITE_BPS, READ_IOPS, WRITE_IOPS), Set.of(), IoKeys::device);
    private static final Key<List<IoDevice>> DEVICES =
            Key.of("devices", ListOf.of(DEVICE_SECTION), List.of(), "limits for single devices");

    static final Section<Io> SECTION = new Section<>(List.of(WEIGHT, LEAF_WEIGHT, DEVICES), Set.of(), IoKeys::io);

    private IoKeys() {}

    private static Io io(Values values) {
        Set<String> seen = new HashSet<>();
        for (IoDevice device : values.get(DEVICES)) {
            if (!device.device().isEmpty() && !seen.add(device.device())) {
                values.problem(DEVICES, values.path(DEVICES) + ": " + device.device() + " is given twice");
            }
        }
        return new Io(values.get(WEIGHT), values.get(LEAF_WEIGHT), values.get(DEVICES));
    }

    private static IoDevice device(Values values) {
        boolean saysNothing =
                Stream.of(WEIGHT, READ_BPS, WRITE_BPS, READ_IOPS, WRITE_IOPS).noneMatch(values::has);
        if (saysNothing && values.isRight(DEVICE)) {
            values.problem(DEVICE, values.path(DEVICE) + ": " + values.get(DEVICE) + " has no limit here");
        }
        return new IoDevice(
                values.get(DEVICE),
                values.get(WEIGHT),
                values.get(READ_BPS),
                values.get(WRITE_BPS),
                values.get(READ_IOPS),
                values.get(WRITE_IOPS));
    }

    private static String device(String text) throws WrongValue {
        if (text.matches("[0-9]{1,4}:[0-9]{1,7}")) {
            return text;
        }
        if (!text.startsWith("/dev/")) {
            throw new WrongValue("is neither /dev/NAME nor MAJOR:MINOR");
        }
        return Scalars.inside(text);
    }

    private static Key<OptionalInt> weight(String name, long smallest, long largest, String meaning) {
        return Key.of(
                name,
                Scalars.number(smallest, largest).map(number -> OptionalInt.of(number.intValue())),
                OptionalInt.empty(),
                meaning);
    }

    private static Key<OptionalLong> rate(String name, String meaning) {
        return Key.of(name, Scalars.size(1, Long.MAX_VALUE).map(OptionalLong::of), OptionalLong.empty(), meaning);
    }
}
