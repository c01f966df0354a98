package dev.cleat.engine.cgroup;

import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real time of v1: a cgroup can have no more than the one above it, and a new one has none (sched-rt-group.rst). So what a
 * container gets is first given to the cgroups above it.
 */
final class RealtimeShare {

    private RealtimeShare() {}

    /** Up to the first that has something already: what is ours above that begins with nothing. */
    static void give(Path cgroup, CgroupWrite write) throws CgroupException {
        Path above = cgroup.getParent();
        Path file = above.resolve(write.file());
        if (!Files.exists(file) || !Files.exists(above.getParent().resolve(write.file()))) {
            return; // the root of the hierarchy, or a kernel without real time for cgroups
        }
        long has = number(CgroupFile.read(file).orElse("0"));
        long wanted = number(write.value());
        give(above, write);
        try {
            CgroupFile.write(file, Long.toString(Math.max(0, has) + wanted));
        } catch (IOException e) {
            throw CgroupException.ofWrite(file, write.value(), write.key(), e);
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
