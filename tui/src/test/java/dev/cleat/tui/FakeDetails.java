package dev.cleat.tui;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.ProcessInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What there is to know of the containers of {@link FakeEngine}, with something hostile in each. */
final class FakeDetails {

    private static final String IDLE = "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

    private FakeDetails() {}

    static ContainerDetail of(ContainerSummary summary, Optional<Path> log) {
        return summary.state().isLive() ? live(summary, log) : stopped(summary, log);
    }

    private static ContainerDetail stopped(ContainerSummary summary, Optional<Path> log) {
        return new ContainerDetail(
                summary,
                Optional.empty(),
                Optional.of("/srv/rootfs"),
                List.of("/bin/sh"),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                log,
                Optional.of("killed by SIGKILL, 3 minutes ago"));
    }

    private static ContainerDetail live(ContainerSummary summary, Optional<Path> log) {
        String name = summary.name();
        List<NamespaceInfo> namespaces = new ArrayList<>();
        for (NamespaceType type : NamespaceType.values()) {
            boolean host = type == NamespaceType.USER || type == NamespaceType.TIME;
            List<String> members = type == NamespaceType.NET ? List.of("buildkit", "db-main") : List.of();
            namespaces.add(new NamespaceInfo(type, summary.namespaces().getOrDefault(type, 0L), host, members));
        }
        return new ContainerDetail(
                summary,
                Optional.of(name),
                Optional.of("/var/lib/cleat/" + name + "/rootfs"),
                List.of("/sbin/init", "--log-level", "info"),
                processes(summary.pid()),
                namespaces,
                new TreeMap<>(Map.of("unified", Path.of("/sys/fs/cgroup/cleat/" + name))),
                Map.of(
                        "cpu",
                        "some avg10=1.20 avg60=0.60 avg300=0.11 total=481223\n",
                        "memory",
                        IDLE + IDLE.replace("some", "full")),
                Optional.of("name: " + name + "\n"),
                log,
                Optional.empty());
    }

    private static List<ProcessInfo> processes(long init) {
        return List.of(
                new ProcessInfo(init, 1, 1000, 100_000, 'S', 1_420_000_000L, 11 << 20, "/sbin/init --log-level info"),
                new ProcessInfo(init + 3, 4, init, 100_000, 'S', 93_000_000_000L, 64 << 20, "nginx: master process"),
                new ProcessInfo(init + 4, 5, init + 3, 100_033, 'R', 3_680_000_000_000L, 48 << 20, "nginx: worker"),
                new ProcessInfo(init + 5, 6, init + 3, 100_033, 'S', 8_000_000L, 48 << 20, "nginx: worker"),
                new ProcessInfo(
                        init + 9,
                        10,
                        init,
                        100_000,
                        'S',
                        0,
                        2 << 20,
                        "sh -c \u001b]2;owned\u0007 while :; do sleep 1; done"));
    }

    static EndReport end(ContainerSummary summary) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("OOM kills", "1");
        facts.put("Memory peak", "64.0M");
        return new EndReport(
                summary.name(),
                summary.state(),
                Optional.empty(),
                Optional.of(FakeContainers.NOW.minusSeconds(180)),
                OptionalInt.empty(),
                OptionalInt.of(9),
                "killed by the OOM killer",
                facts,
                List.of("serving on port 80", "out of \u001b]2;owned\u0007 memory"));
    }

    /** Two samples, one with mistakes, and one that fails to start. */
    static List<DefinitionSummary> definitions() {
        Path samples = Path.of("/usr/share/cleat/samples");
        Path broken = Path.of("/var/lib/cleat/broken/container.yaml");
        return List.of(
                definition("hello", samples.resolve("hello.yaml"), "a shell in a small root", true),
                definition("web", samples.resolve("web.yaml"), "a web server with limits", true),
                new DefinitionSummary(
                        "typo",
                        Path.of("/var/lib/cleat/typo/container.yaml"),
                        "",
                        false,
                        List.of(
                                new Problem(broken, 3, 1, "unknown key \"rootfz\"", Optional.of("rootfs")),
                                new Problem(broken, 5, 11, "not a size: \"12 bananas\"", Optional.empty())),
                        Optional.empty(),
                        Optional.empty()),
                definition("broken", broken, "fails to start", false));
    }

    private static DefinitionSummary definition(String name, Path file, String description, boolean sample) {
        return new DefinitionSummary(name, file, description, sample, List.of(), Optional.empty(), Optional.empty());
    }
}
