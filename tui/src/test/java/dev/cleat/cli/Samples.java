package dev.cleat.cli;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Containers for tests. */
final class Samples {

    private Samples() {}

    /** Runs for two hours with a memory limit, started by Cleat. */
    static ContainerSummary web() {
        return running("web", Runtime.CLEAT);
    }

    static ContainerSummary running(String name, Runtime runtime) {
        Map<NamespaceType, Long> namespaces = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            namespaces.put(type, 4026531834L + type.ordinal());
        }
        return new ContainerSummary(
                name,
                ContainerState.RUNNING,
                4711,
                runtime,
                Optional.of(CommandLineFixture.NOW.minusSeconds(7200)),
                usage(),
                namespaces,
                2,
                Optional.of("/cleat/" + name),
                Optional.of(Path.of("/var/lib/cleat/" + name + "/container.yaml")),
                1);
    }

    static ContainerSummary stopped(String name) {
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
                Optional.of(Path.of("/var/lib/cleat/" + name + "/container.yaml")),
                0);
    }

    static ContainerSummary frozen(String name) {
        return new ContainerSummary(
                name,
                ContainerState.FROZEN,
                900,
                Runtime.DOCKER,
                Optional.of(CommandLineFixture.NOW.minusSeconds(90_000)),
                Usage.NONE,
                Map.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    static ContainerDetail detail(ContainerSummary summary) {
        return new ContainerDetail(
                summary,
                Optional.of("web"),
                Optional.of("/srv/rootfs"),
                List.of("/bin/sh", "-c", "exec sleep\u001b[2J 1d"),
                List.of(
                        new ProcessInfo(4711, 1, 4700, 0, 'S', 61_000_000_000L, 3_400_000, "/bin/sh -c x"),
                        new ProcessInfo(
                                4712, 2, 4711, 1000, 'R', 7_300_000_000_000L, 900, "evil\u001b]0;x\u0007\u202e")),
                List.of(
                        new NamespaceInfo(NamespaceType.MNT, 4026532001L, false, List.of()),
                        new NamespaceInfo(NamespaceType.NET, 4026531840L, true, List.of("db", "mail"))),
                Map.of("unified", Path.of("/sys/fs/cgroup/cleat/web")),
                Map.of("cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0"),
                Optional.of("schema: 1\n"),
                Optional.of(Path.of("/var/log/web.log")),
                Optional.empty());
    }

    private static Usage usage() {
        return new Usage(
                OptionalDouble.empty(),
                OptionalLong.of(72_000_000_000L),
                OptionalDouble.empty(),
                OptionalLong.of(43_200_000),
                OptionalLong.of(67_108_864),
                OptionalLong.of(2),
                OptionalLong.of(64),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(0));
    }
}
