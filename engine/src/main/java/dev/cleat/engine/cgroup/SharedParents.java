package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.ExtendedAttribute;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cgroups above those of containers: made by whoever comes first, and removed by whoever goes last, but only when they
 * were made by us. That is written on them, so that it outlives everybody (xattr(7); user.* on cgroups since Linux 5.7).
 */
final class SharedParents {

    /** Where a container cannot write it, if that is allowed to us. */
    private static final String OF_ROOT = "trusted.cleat";

    private static final String OF_USER = "user.cleat";
    private static final byte[] OURS = {'1'};

    private SharedParents() {}

    /** We have made it. */
    static void mark(Path cgroup) {
        if (!ExtendedAttribute.write(cgroup, OF_ROOT, OURS)) {
            // A kernel that refuses both has it stay.
            ExtendedAttribute.write(cgroup, OF_USER, OURS);
        }
    }

    private static boolean isOurs(Path cgroup) {
        return Stream.of(OF_ROOT, OF_USER)
                .map(name -> ExtendedAttribute.read(cgroup, name))
                .anyMatch(Optional::isPresent);
    }

    /** Those above {@code cgroup} that we have made, the nearest first. */
    static List<Path> above(Path cgroup) {
        var above = new ArrayList<Path>();
        for (Path parent = cgroup.getParent(); parent != null && isOurs(parent); parent = parent.getParent()) {
            above.add(parent);
        }
        return above;
    }

    /**
     * Removes those that we have made and that are empty. The keepers' goes with the payloads' beside it: as long as a
     * container has a cgroup there, or is being given one, the kernel refuses.
     */
    static void prune(Path cgroup) {
        for (Path parent = cgroup.getParent(); parent != null; parent = parent.getParent()) {
            boolean isThere = Files.isDirectory(parent);
            if (isThere && !(isOurs(parent) && isRemoved(parent))) {
                return;
            }
            if (parent.endsWith(CgroupPlan.PAYLOADS)) {
                isRemoved(parent.resolveSibling(CgroupPlan.KEEPERS));
            }
        }
    }

    /** rmdir(2): only without processes and without cgroups below. */
    static boolean isRemoved(Path cgroup) {
        try {
            return Files.deleteIfExists(cgroup);
        } catch (IOException e) {
            return false;
        }
    }
}
