package dev.cleat.tui;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Containers as a host might have them. */
public final class FakeContainers {

    /** The moment all of them are seen at. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

    private static final long MIB = 1 << 20;

    private FakeContainers() {}

    /** Ours and foreign, busy and idle, running and not, one with a hostile name. */
    public static List<ContainerSummary> mixed() {
        return List.of(
                live("api-gateway", Runtime.CLEAT, 4121, 12.3, 310 * MIB, 512 * MIB, 14, Duration.ofHours(5), 1),
                live("batch-7", Runtime.CLEAT, 52_210, 187.5, 1900 * MIB, 2048 * MIB, 33, Duration.ofMinutes(42), 0),
                state(
                        live("db-main", Runtime.CLEAT, 1733, 0, 880 * MIB, 1024 * MIB, 21, Duration.ofDays(12), 0),
                        ContainerState.FROZEN),
                stopped("hello"),
                stopped("web-staging"),
                live("buildkit", Runtime.DOCKER, 903, 93.1, 640 * MIB, -1, 57, Duration.ofDays(3), 2),
                live(
                        "ev\u001b[31mil\u202e\u0007name",
                        Runtime.PODMAN,
                        31_337,
                        0.4,
                        12 * MIB,
                        64 * MIB,
                        1,
                        Duration.ofSeconds(8),
                        0),
                live("日本語コンテナ", Runtime.LXC, 777, 3.2, 96 * MIB, 128 * MIB, 9, Duration.ofDays(400), 0));
    }

    /** {@code count} running ones. */
    public static List<ContainerSummary> many(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> live(
                        String.format("worker-%03d", i),
                        Runtime.CLEAT,
                        2000 + i,
                        i % 97,
                        (20 + i) * MIB,
                        512 * MIB,
                        3 + i % 9,
                        Duration.ofMinutes(i),
                        0))
                .toList();
    }

    /** A running one; {@code limit} -1: no memory limit. */
    public static ContainerSummary live(
            String name,
            Runtime runtime,
            long pid,
            double cpu,
            long memory,
            long limit,
            long pids,
            Duration age,
            int sessions) {
        Usage usage = new Usage(
                OptionalDouble.of(cpu),
                OptionalLong.of(age.toNanos() / 100),
                cpu > 100 ? OptionalDouble.of(200) : OptionalDouble.empty(),
                OptionalLong.of(memory),
                limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit),
                OptionalLong.of(pids),
                OptionalLong.of(512),
                OptionalLong.of(310 * MIB),
                OptionalLong.of(2 * MIB),
                OptionalLong.of(cpu > 100 ? 3_420_000_000L : 0),
                OptionalLong.of(cpu > 100 ? 1 : 0));
        Map<NamespaceType, Long> namespaces = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            namespaces.put(type, 4_026_532_000L + pid % 500 * 8 + type.ordinal());
        }
        Optional<Path> definition = runtime == Runtime.CLEAT
                ? Optional.of(Path.of("/var/lib/cleat", name, "container.yaml"))
                : Optional.empty();
        return new ContainerSummary(
                name,
                ContainerState.RUNNING,
                pid,
                runtime,
                Optional.of(NOW.minus(age)),
                usage,
                namespaces,
                2,
                Optional.of("/cleat/" + name),
                definition,
                sessions);
    }

    /** One of ours that does not run. */
    public static ContainerSummary stopped(String name) {
        return new ContainerSummary(
                name,
                ContainerState.STOPPED,
                0,
                Runtime.CLEAT,
                Optional.empty(),
                Usage.NONE,
                Map.of(),
                0,
                Optional.empty(),
                Optional.of(Path.of("/var/lib/cleat", name, "container.yaml")),
                0);
    }

    /** The same in another state. */
    public static ContainerSummary state(ContainerSummary c, ContainerState state) {
        return same(c, state, c.usage());
    }

    /** The same with other figures. */
    public static ContainerSummary using(ContainerSummary c, Usage usage) {
        return same(c, c.state(), usage);
    }

    private static ContainerSummary same(ContainerSummary c, ContainerState state, Usage usage) {
        return new ContainerSummary(
                c.name(),
                state,
                c.pid(),
                c.runtime(),
                c.started(),
                usage,
                c.namespaces(),
                c.sharedWithHost(),
                c.cgroup(),
                c.definition(),
                c.sessions());
    }
}
