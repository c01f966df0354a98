package dev.cleat.cli.output;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Writes one container in full for people: a fact per line, what is unknown left out. */
public final class DetailText {

    private static final int LABEL = 13;

    private final StringBuilder text = new StringBuilder();

    private DetailText() {}

    /** The facts of {@code detail} at the time {@code now}, each line with its line feed. */
    public static String of(ContainerDetail detail, Instant now) {
        DetailText text = new DetailText();
        text.addIdentity(detail, now);
        text.addUsage(detail.summary().usage());
        detail.namespaces().forEach(text::addNamespace);
        for (Map.Entry<String, Path> cgroup : new TreeMap<>(detail.cgroups()).entrySet()) {
            text.add("cgroup", cgroup.getKey() + " " + cgroup.getValue());
        }
        for (Map.Entry<String, String> pressure : new TreeMap<>(detail.pressure()).entrySet()) {
            pressure.getValue().lines().forEach(line -> text.add("pressure", pressure.getKey() + " " + line));
        }
        return text.text.toString();
    }

    private void addIdentity(ContainerDetail detail, Instant now) {
        ContainerSummary summary = detail.summary();
        add("name", summary.name());
        add("state", summary.state().name());
        if (summary.pid() > 0) {
            add("pid", Long.toString(summary.pid()));
        }
        add("runtime", summary.runtime().jsonName());
        summary.started()
                .ifPresent(started -> add(
                        "started",
                        started.truncatedTo(ChronoUnit.SECONDS) + " (" + Figures.age(Duration.between(started, now))
                                + " ago)"));
        add("command", String.join(" ", detail.command()));
        add("hostname", detail.hostname().orElse(""));
        add("rootfs", detail.rootfs().orElse(""));
        add("definition", summary.definition().map(Path::toString).orElse(""));
        add("console log", detail.consoleLog().map(Path::toString).orElse(""));
        add("last end", detail.lastEnd().orElse(""));
        add("sessions", Integer.toString(summary.sessions()));
    }

    private void addUsage(Usage usage) {
        usage.cpuNanos().ifPresent(nanos -> add("cpu", Figures.processorTime(nanos)));
        addBounded("memory", bytes(usage.memoryBytes()), bytes(usage.memoryLimitBytes()));
        addBounded("pids", number(usage.pids()), number(usage.pidsLimit()));
        usage.oomKills().ifPresent(kills -> add("oom kills", Long.toString(kills)));
    }

    private void addBounded(String label, String used, String limit) {
        add(label, limit.isEmpty() || used.isEmpty() ? used : used + " of " + limit);
    }

    private void addNamespace(NamespaceInfo namespace) {
        String shared = namespace.host() ? "the host's" : "";
        if (!namespace.members().isEmpty()) {
            shared += (shared.isEmpty() ? "" : ", ") + "with " + String.join(", ", namespace.members());
        }
        add(
                "namespace",
                namespace.type().procName() + " " + namespace.inode() + (shared.isEmpty() ? "" : " (" + shared + ")"));
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : "";
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private void add(String label, String value) {
        if (!value.isEmpty()) {
            text.append(label).append(" ".repeat(LABEL - label.length()));
            text.append(VisibleText.of(value)).append('\n');
        }
    }
}
