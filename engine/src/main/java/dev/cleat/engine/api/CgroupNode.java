package dev.cleat.engine.api;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One cgroup of the host's tree: the v2 hierarchy, on other hosts that of v1's memory controller.
 *
 * @param path from the hierarchy's root, with leading slash; hostile text below a container's
 * @param depth 0 for the root
 * @param container whose own cgroup it is
 * @param usage v1: of the cgroups of this path in all hierarchies
 * @param cpuPressure share of the last 10 s in which some task waited for a CPU, percent (psi.rst); of the v2
 *     hierarchy, the root's of the host: empty where there is none
 * @param memoryPressure the same for memory
 * @param ioPressure the same for block devices
 */
public record CgroupNode(
        String path,
        int depth,
        Optional<String> container,
        Usage usage,
        OptionalDouble cpuPressure,
        OptionalDouble memoryPressure,
        OptionalDouble ioPressure) {}
