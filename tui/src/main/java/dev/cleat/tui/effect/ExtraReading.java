package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Extra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what the container list shows in columns that cost something. Used by the reading thread only. */
final class ExtraReading {

    /** Root directories looked up in one reading: each takes an inspection, and never changes. */
    private static final int LOOKED_UP = 20;

    /** Fields of a line of /proc/PID/net/dev behind the colon (net/core/net-procfs.c). */
    private static final int RECEIVED = 0;

    private static final int SENT = 8;

    private final Engine engine;
    private final Map<NamespaceType, Long> host = NamespaceShares.ofHost();

    /** What stays as it is while a container runs, by {@link #life}. */
    private final Map<String, Optional<String>> roots = new HashMap<>();

    private final Map<String, Optional<String>> uidMaps = new HashMap<>();
    private boolean manyHosts;

    ExtraReading(Engine engine) {
        this.engine = engine;
    }

    /** By name; of what nothing is known nothing is told. Other hosts are not asked: each answer would take a round trip. */
    Map<String, Extra> read(List<ContainerSummary> containers, Set<Column> wanted) {
        Map<String, Extra> extras = new HashMap<>();
        manyHosts = !engine.hosts().isEmpty();
        List<String> lives = containers.stream().map(ExtraReading::life).toList();
        roots.keySet().retainAll(lives);
        uidMaps.keySet().retainAll(lives);
        if (wanted.contains(Column.ROOTFS)) {
            containers.stream()
                    .filter(container -> !isElsewhere(container) && !roots.containsKey(life(container)))
                    .limit(LOOKED_UP)
                    .forEach(container -> roots.put(life(container), rootfs(container.name())));
        }
        List<ContainerSummary> sharing = containers.stream()
                .filter(container -> showsShares(container, wanted))
                .toList();
        NamespaceShares shares = new NamespaceShares(sharing, host);
        for (ContainerSummary container : containers) {
            long[] traffic = wanted.contains(Column.NET) ? traffic(container) : new long[0];
            extras.put(
                    container.name(),
                    new Extra(
                            traffic.length == 0 ? OptionalLong.empty() : OptionalLong.of(traffic[0]),
                            traffic.length == 0 ? OptionalLong.empty() : OptionalLong.of(traffic[1]),
                            wanted.contains(Column.EXIT) ? end(container) : Optional.empty(),
                            roots.getOrDefault(life(container), Optional.empty()),
                            showsShares(container, wanted) ? shares.of(container) : Optional.empty(),
                            wanted.contains(Column.UID_MAP) ? uidMap(container) : Optional.empty()));
        }
        return extras;
    }

    private boolean showsShares(ContainerSummary container, Set<Column> wanted) {
        return wanted.contains(Column.SHARES) && !isElsewhere(container);
    }

    private Optional<String> uidMap(ContainerSummary container) {
        boolean here = container.state().isLive() && !isElsewhere(container);
        return here ? uidMaps.computeIfAbsent(life(container), life -> UidMap.of(container.pid())) : Optional.empty();
    }

    private boolean isElsewhere(ContainerSummary container) {
        return manyHosts && HostedName.isElsewhere(container.name());
    }

    private static String life(ContainerSummary container) {
        return container.pid() + " " + container.name();
    }

    private Optional<String> rootfs(String name) {
        try {
            return engine.inspect(name).rootfs();
        } catch (ContainerException e) {
            return Optional.empty();
        }
    }

    private Optional<String> end(ContainerSummary container) {
        if (container.state().isLive() || !container.isOurs() || isElsewhere(container)) {
            return Optional.empty();
        }
        try {
            EndReport report = engine.why(container.name());
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

    /** Received and sent; nothing of one that shares our network or is on another host. */
    private long[] traffic(ContainerSummary container) {
        Long network = container.namespaces().get(NamespaceType.NET);
        if (network == null || network.equals(host.get(NamespaceType.NET)) || isElsewhere(container)) {
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
