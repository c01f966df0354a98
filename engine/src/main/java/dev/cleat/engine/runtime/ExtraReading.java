package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.Extra.Part;
import dev.cleat.engine.api.NamespaceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads of the containers of this host what costs something. Thread-safe. */
final class ExtraReading {

    /** Root directories looked up in one reading: each takes a look at all its mounts, and never changes. */
    private static final int LOOKED_UP = 20;

    /** Fields of a line of /proc/PID/net/dev behind the colon (net/core/net-procfs.c). */
    private static final int RECEIVED = 0;

    private static final int SENT = 8;

    private final Parts parts;

    /** By {@link #edition}. */
    private final Map<String, Optional<String>> roots = new HashMap<>();

    /** What stays as it is while a container runs, by {@link #life}. */
    private final Map<String, Optional<String>> uidMaps = new HashMap<>();

    ExtraReading(Parts parts) {
        this.parts = parts;
    }

    /** By name; of what nothing is known nothing is told. */
    synchronized Map<String, Extra> read(List<ContainerSummary> containers, Set<Part> wanted) {
        List<String> lives = containers.stream().map(ExtraReading::life).toList();
        uidMaps.keySet().retainAll(Set.copyOf(lives));
        if (wanted.contains(Part.ROOTFS)) {
            lookUpRoots(containers);
        }
        Map<NamespaceType, Long> host = ContainerList.hostNamespaces(parts.procfs);
        NamespaceShares shares = new NamespaceShares(wanted.contains(Part.SHARES) ? containers : List.of(), host);
        Map<String, Extra> extras = new HashMap<>();
        for (ContainerSummary container : containers) {
            long[] traffic = wanted.contains(Part.TRAFFIC) ? traffic(container, host) : new long[0];
            extras.put(
                    container.name(),
                    new Extra(
                            traffic.length == 0 ? OptionalLong.empty() : OptionalLong.of(traffic[0]),
                            traffic.length == 0 ? OptionalLong.empty() : OptionalLong.of(traffic[1]),
                            wanted.contains(Part.END) ? end(container) : Optional.empty(),
                            wanted.contains(Part.ROOTFS)
                                    ? roots.getOrDefault(edition(container), Optional.empty())
                                    : Optional.empty(),
                            wanted.contains(Part.SHARES) ? shares.of(container) : Optional.empty(),
                            wanted.contains(Part.UID_MAP) ? uidMap(container) : Optional.empty()));
        }
        return extras;
    }

    /** Of many a part at a time. */
    private void lookUpRoots(List<ContainerSummary> containers) {
        roots.keySet()
                .retainAll(containers.stream().map(ExtraReading::edition).collect(Collectors.toUnmodifiableSet()));
        containers.stream()
                .filter(container -> !roots.containsKey(edition(container)))
                .limit(LOOKED_UP)
                .forEach(container -> roots.put(edition(container), rootfs(container)));
    }

    /** Of one that does not run, the root may be another once its definition was edited. */
    static String edition(ContainerSummary container) {
        return container.state().isLive()
                ? life(container)
                : life(container)
                        + container.definition().map(ExtraReading::written).orElse("");
    }

    private static String written(Path file) {
        try {
            return " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return " missing";
        }
    }

    private Optional<String> uidMap(ContainerSummary container) {
        return container.state().isLive()
                ? uidMaps.computeIfAbsent(life(container), life -> UidMap.of(container.pid()))
                : Optional.empty();
    }

    private static String life(ContainerSummary container) {
        return container.pid() + " " + container.name();
    }

    private Optional<String> rootfs(ContainerSummary container) {
        try {
            return parts.inspection.rootfs(container);
        } catch (ContainerException e) {
            return Optional.empty();
        }
    }

    private Optional<String> end(ContainerSummary container) {
        if (container.state().isLive() || !container.isOurs()) {
            return Optional.empty();
        }
        try {
            EndReport report = new EndReports(parts).of(container.name());
            if (report.signal().isPresent()) {
                return Optional.of("signal " + report.signal().getAsInt());
            }
            return report.exitCode().isPresent()
                    ? Optional.of(Integer.toString(report.exitCode().getAsInt()))
                    : Optional.empty();
        } catch (ContainerException e) {
            return Optional.empty(); // it never ran
        }
    }

    /** Received and sent; nothing of one that shares our network. */
    private static long[] traffic(ContainerSummary container, Map<NamespaceType, Long> host) {
        Long network = container.namespaces().get(NamespaceType.NET);
        if (network == null || network.equals(host.get(NamespaceType.NET))) {
            return new long[0];
        }
        try {
            return traffic(Files.readAllLines(Path.of("/proc/" + container.pid() + "/net/dev")));
        } catch (IOException e) {
            return new long[0]; // it ended
        }
    }

    static long[] traffic(List<String> lines) {
        long received = 0;
        long sent = 0;
        for (String line : lines) {
            int colon = line.indexOf(':');
            String[] fields = colon < 0
                    ? new String[0]
                    : line.substring(colon + 1).strip().split(" +");
            if (fields.length > SENT && !line.substring(0, colon).strip().equals("lo")) {
                received += Long.parseLong(fields[RECEIVED]);
                sent += Long.parseLong(fields[SENT]);
            }
        }
        return new long[] {received, sent};
    }
}
