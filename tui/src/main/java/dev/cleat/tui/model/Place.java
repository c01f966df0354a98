package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a container a command of the operator's own can be given. */
public enum Place {
    NAME(false),
    ID(false),
    PID(true),
    CGROUP(false),
    ROOTFS(false),
    HOST(true),
    RUNTIME(true);

    private final boolean harmless;

    Place(boolean harmless) {
        this.harmless = harmless;
    }

    /** Its name in braces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when no container chooses the text, and no shell finds anything in it. */
    public boolean isHarmless() {
        return harmless;
    }

    public static Optional<Place> of(String word) {
        return Arrays.stream(values())
                .filter(place -> place.word().equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Place::word).toList();
    }

    /**
     * What it is of {@code container}; empty when it has none.
     *
     * @param hosts those of the list; none: it is of this one alone, and no name says its host
     * @param rootfs as it was looked up
     */
    public Optional<String> of(ContainerSummary container, List<HostStatus> hosts, Optional<String> rootfs) {
        Optional<HostedName> hosted = hosts.isEmpty() ? Optional.empty() : HostedName.of(container.name());
        String name = hosted.map(HostedName::name).orElse(container.name());
        return switch (this) {
            case NAME -> Optional.of(name);
            case ID -> Optional.of(Column.wholeId(container).orElse(name));
            case PID -> container.pid() > 0 ? Optional.of(Long.toString(container.pid())) : Optional.empty();
            case CGROUP -> container.cgroup();
            case ROOTFS -> rootfs;
            case HOST ->
                Optional.of(
                        hosted.map(found -> destination(found.host(), hosts)).orElse(HostAddress.HERE));
            case RUNTIME -> Optional.of(container.runtime().jsonName());
        };
    }

    /** As ssh(1) is told. */
    private static String destination(String name, List<HostStatus> hosts) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .flatMap(host -> host.address().stream())
                .map(HostAddress::destination)
                .findFirst()
                .orElse(name);
    }
}
