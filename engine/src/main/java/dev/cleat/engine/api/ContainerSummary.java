package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the container list.
 *
 * @param name as used on the command line; hostile text for foreign containers: escape before showing
 * @param pid host pid of init; 0 when it does not run
 * @param started when init was started; empty when it does not run
 * @param namespaces inode of each namespace of init (stat of /proc/PID/ns/*); empty when it does not run
 * @param sharedWithHost how many of them are the host's own (PID 1's)
 * @param cgroup init's cgroup path as /proc/PID/cgroup gives it (v2, else the memory controller's); empty when none
 * @param definition the file it was started from, or is stored in; empty for foreign containers
 * @param sessions live attaches made by Cleat
 */
public record ContainerSummary(
        String name,
        ContainerState state,
        long pid,
        Runtime runtime,
        Optional<Instant> started,
        Usage usage,
        Map<NamespaceType, Long> namespaces,
        int sharedWithHost,
        Optional<String> cgroup,
        Optional<Path> definition,
        int sessions) {

    /** By name, numbers in it by value. */
    public static final Comparator<ContainerSummary> BY_NAME =
            Comparator.comparing(ContainerSummary::name, new NameOrder());

    public ContainerSummary {
        namespaces = Map.copyOf(namespaces);
    }

    /** One of ours that was not started since the host booted, but is stored. */
    public static ContainerSummary stored(String name, Path definition) {
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
                Optional.of(definition),
                0);
    }

    /** The same with another name. */
    public ContainerSummary named(String other) {
        return new ContainerSummary(
                other, state, pid, runtime, started, usage, namespaces, sharedWithHost, cgroup, definition, sessions);
    }

    /** True when Cleat started it. */
    public boolean isOurs() {
        return runtime == Runtime.CLEAT;
    }
}
