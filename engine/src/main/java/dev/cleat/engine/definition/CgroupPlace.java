package dev.cleat.engine.definition;

import java.util.Optional;

/**
 * Where the container's cgroup is, {@code cgroup:}. Paths are below the base of each hierarchy.
 *
 * @param path exactly here; empty: {@code cleat/NAME}
 * @param parent below this one, as {@code PARENT/NAME}; of systemd: the slice
 * @param manager who makes it
 * @param relative paths are below the starter's own cgroup
 * @param delegate the container's root may make cgroups of its own below; empty: with a user namespace of its own
 */
public record CgroupPlace(
        Optional<String> path, Optional<String> parent, Manager manager, boolean relative, Optional<Boolean> delegate) {

    public static final CgroupPlace DEFAULT =
            new CgroupPlace(Optional.empty(), Optional.empty(), Manager.AUTO, false, Optional.empty());

    /** AUTO: the file system, below what was delegated to a user; SYSTEMD: a scope that systemd is asked for. */
    public enum Manager {
        AUTO,
        CGROUPFS,
        SYSTEMD
    }
}
