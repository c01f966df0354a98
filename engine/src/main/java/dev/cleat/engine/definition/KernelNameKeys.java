package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.KernelNames;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the kernel says about itself inside: {@code hostname:}, {@code domainname:}, {@code platform:}, {@code timeOffsets:}. */
final class KernelNameKeys {

    /** About 146 years, half of what a clock of the kernel counts (timens_set_offset() of kernel/time/namespace.c). */
    private static final long LARGEST_OFFSET = 4_611_686_018L;

    private static final Key<Optional<String>> HOSTNAME =
            Key.of("hostname", Names.hostname("a host name"), Optional.empty(), "default: the container's name");
    private static final Key<Optional<String>> DOMAINNAME =
            Key.of("domainname", Names.hostname("a domain name"), Optional.empty(), "NIS name; setdomainname(2)");

    private static final List<String> ARCHITECTURES = List.of("x86_64", "i686", "aarch64", "armhf");
    private static final Key<Optional<Architecture>> ARCH = Key.maybe(
            "arch",
            new ScalarType<>(
                    "one of " + String.join(", ", ARCHITECTURES),
                    (text, reading) -> Architecture.named(text)
                            .orElseThrow(() ->
                                    new WrongValue("is not one of " + String.join(", ", ARCHITECTURES), ARCHITECTURES)),
                    Shape.TEXT),
            "what uname -m says, x86_64, i686, aarch64 or armhf; personality(2)");
    private static final Section<Optional<Architecture>> PLATFORM =
            new Section<>(List.of(ARCH), Set.of(), values -> values.get(ARCH));
    private static final Key<Optional<Architecture>> PLATFORM_KEY =
            Key.of("platform", PLATFORM, Optional.empty(), "the machine the container sees");

    private static final Key<Long> BOOTTIME = offset("boottime", "added to the time since boot");
    private static final Key<Long> MONOTONIC = offset("monotonic", "added to the monotonic clock");
    private static final Section<Offsets> OFFSETS = new Section<>(List.of(BOOTTIME, MONOTONIC), Set.of(), values -> {
        String need = "timeOffsets: need a time namespace of their own";
        values.needsOwn(NamespaceType.TIME, values.has(BOOTTIME) ? BOOTTIME : MONOTONIC, need);
        return new Offsets(values.get(BOOTTIME), values.get(MONOTONIC));
    });
    private static final Key<Offsets> OFFSETS_KEY =
            Key.of("timeOffsets", OFFSETS, new Offsets(0, 0), "seconds, or as 2h or -7d; time_namespaces(7)");

    static final List<Key<?>> KEYS = List.of(HOSTNAME, DOMAINNAME, PLATFORM_KEY, OFFSETS_KEY);

    private KernelNameKeys() {}

    private record Offsets(long boottime, long monotonic) {}

    static KernelNames names(Values values) {
        values.needsOwn(NamespaceType.UTS, HOSTNAME, "hostname: needs a uts namespace of its own");
        values.needsOwn(NamespaceType.UTS, DOMAINNAME, "domainname: needs a uts namespace of its own");
        Offsets offsets = values.get(OFFSETS_KEY);
        return new KernelNames(
                values.get(HOSTNAME),
                values.get(DOMAINNAME),
                values.get(PLATFORM_KEY),
                offsets.boottime(),
                offsets.monotonic());
    }

    private static Key<Long> offset(String name, String meaning) {
        return Key.of(
                name,
                new ScalarType<>(
                        "a time (as 90, 2h or -7d)",
                        (text, reading) -> Numbers.seconds(text, LARGEST_OFFSET)
                                .orElseThrow(() -> new WrongValue("is not a time (as 90, 2h or -7d)")),
                        Shape.pattern("^-?[0-9]+[smhd]?$")),
                0L,
                meaning);
    }
}
