package dev.cleat.engine.usage;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.procfs.FlatKeyed;
import dev.cleat.engine.procfs.Pressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the cgroups of a tree wait for (Documentation/accounting/psi.rst). Only the v2 hierarchy keeps it; on a host with v1
 * hierarchies beside it the same path there, as long as it has processes: one that has none tells nothing of those that stand
 * elsewhere. The root's is the whole host's.
 *
 * @param unified the v2 hierarchy, if there is one
 * @param isTree whether the tree is that hierarchy
 * @param host the directory of the host's own figures, {@code /proc/pressure}
 */
record PressureFiles(Optional<Hierarchy> unified, boolean isTree, Path host) {

    /**
     * Share of the last 10 s in which some task waited for {@code resource}, percent; empty where nobody keeps it.
     *
     * @param path from the root of the tree, empty for the root
     */
    OptionalDouble of(Path path, String resource) {
        if (path.toString().isEmpty()) {
            return read(host.resolve(resource));
        }
        return unified.map(hierarchy -> hierarchy.mountPoint().resolve(path))
                .filter(directory -> isTree || isPopulated(directory))
                .map(directory -> read(directory.resolve(resource + ".pressure")))
                .orElse(OptionalDouble.empty());
    }

    private static boolean isPopulated(Path directory) {
        try {
            return FlatKeyed.parse(Files.readString(directory.resolve("cgroup.events")))
                            .getOrDefault("populated", 0L)
                    > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalDouble read(Path file) {
        try {
            return Pressure.parse(Files.readString(file))
                    .map(pressure -> OptionalDouble.of(pressure.some().percent10()))
                    .orElse(OptionalDouble.empty());
        } catch (IOException | NumberFormatException e) {
            return OptionalDouble.empty(); // a kernel without psi, or with psi=0
        }
    }
}
