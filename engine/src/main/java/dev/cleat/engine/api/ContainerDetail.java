package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container in full.
 *
 * @param hostname the UTS name its definition gives it; empty for foreign ones
 * @param rootfs the definition's rootfs, or the mount source of / as mountinfo shows it
 * @param command init's argv; hostile text
 * @param processes every process in its cgroup or pid namespace, init first, then by host pid
 * @param namespaces all eight, in enum order; empty when it does not run
 * @param cgroups directory on the host of each controller (v2: key "unified"), in the kernel's names
 * @param pressure lines of *.pressure files, key "cpu", "memory", "io"; empty on v1
 * @param definition text of the definition it was started from; empty for foreign ones
 * @param consoleLog where the container console is logged
 * @param lastEnd how it ended last, as one readable line; empty when it never did or runs for the first time
 */
public record ContainerDetail(
        ContainerSummary summary,
        Optional<String> hostname,
        Optional<String> rootfs,
        List<String> command,
        List<ProcessInfo> processes,
        List<NamespaceInfo> namespaces,
        Map<String, Path> cgroups,
        Map<String, String> pressure,
        Optional<String> definition,
        Optional<Path> consoleLog,
        Optional<String> lastEnd) {

    public ContainerDetail {
        command = List.copyOf(command);
        processes = List.copyOf(processes);
        namespaces = List.copyOf(namespaces);
        cgroups = Map.copyOf(cgroups);
        pressure = Map.copyOf(pressure);
    }
}
