package dev.cleat.engine.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the cgroup hierarchies are mounted and where in each of them this process is.
 *
 * @param kind v1: no v2 hierarchy at all; hybrid: v1 hierarchies and a v2 hierarchy beside them; v2: only v2
 * @param hierarchies in mount order; a v2 hierarchy has {@code unified} true
 */
public record CgroupLayout(Kind kind, List<Hierarchy> hierarchies) {

    public CgroupLayout {
        hierarchies = List.copyOf(hierarchies);
    }

    /** cgroups(7). */
    public enum Kind {
        V1,
        HYBRID,
        V2,
        NONE
    }

    /**
     * One mounted hierarchy.
     *
     * @param mountPoint where it is mounted
     * @param controllers v1: the controllers mounted together, or {@code name=systemd}; v2: those of cgroup.controllers
     *     at the root
     * @param unified true for v2
     * @param own path of this process in it, as /proc/self/cgroup gives it, with leading slash
     * @param root path of the mount's root in the hierarchy (mountinfo field 4); "/" on a host
     * @param base the directory below which this user may make cgroups: the mount point for root, the topmost cgroup
     *     above its own that is delegated to it for others; empty: none
     */
    public record Hierarchy(
            Path mountPoint, List<String> controllers, boolean unified, String own, String root, Optional<Path> base) {

        public Hierarchy {
            controllers = List.copyOf(controllers);
        }

        /** One whose mount point is writable, as it is for root on a host. */
        public Hierarchy(Path mountPoint, List<String> controllers, boolean unified, String own, String root) {
            this(mountPoint, controllers, unified, own, root, Optional.of(mountPoint));
        }

        /** One is mounted at each place. Written out: what a record gets by itself takes a new JVM 15 ms when first used. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Hierarchy hierarchy && mountPoint.equals(hierarchy.mountPoint);
        }

        @Override
        public int hashCode() {
            return mountPoint.hashCode();
        }

        /** The key of this hierarchy in /proc/PID/cgroup: controllers joined by commas; empty text for v2. */
        public String key() {
            return unified ? "" : String.join(",", controllers);
        }

        /**
         * True when {@code cgroup}, as /proc/PID/cgroup gives it, is at or below the mount's root, and has a name that the
         * JVM's locale can express.
         */
        public boolean reaches(String cgroup) {
            boolean below = root.equals("/") || cgroup.equals(root) || cgroup.startsWith(root + "/");
            return below && cgroup.startsWith("/") && !(cgroup + "/").contains("/../") && isPath(cgroup);
        }

        private static boolean isPath(String name) {
            try {
                return Path.of(name).isAbsolute();
            } catch (InvalidPathException e) {
                return false;
            }
        }

        /**
         * The host directory of a cgroup path such as {@code /cleat/web}.
         *
         * <p>Errors: {@code IllegalArgumentException} for one that this mount does not reach; ask {@link #reaches} first.
         */
        public Path directory(String cgroup) {
            if (!reaches(cgroup)) {
                throw new IllegalArgumentException(cgroup + " is not below " + root + " mounted at " + mountPoint);
            }
            String below = root.equals("/") ? cgroup : cgroup.substring(root.length());
            return mountPoint.resolve("./" + below).normalize();
        }
    }

    /** The hierarchy that has {@code controller}. */
    public Optional<Hierarchy> of(String controller) {
        return hierarchies.stream()
                .filter(hierarchy -> hierarchy.controllers().contains(controller))
                .findFirst();
    }

    /** The v2 hierarchy, with or without controllers. */
    public Optional<Hierarchy> unified() {
        return hierarchies.stream().filter(Hierarchy::unified).findFirst();
    }

    /** The hierarchies by {@link Hierarchy#key()}. */
    public Map<String, Hierarchy> byKey() {
        return hierarchies.stream()
                .collect(Collectors.toMap(
                        Hierarchy::key, hierarchy -> hierarchy, (first, second) -> first, LinkedHashMap::new));
    }

    /** True when this user may make a cgroup in at least one hierarchy with a controller, or in the v2 hierarchy. */
    public boolean isWritable() {
        return hierarchies.stream()
                .anyMatch(hierarchy -> hierarchy.base().isPresent()
                        && (hierarchy.unified() || !hierarchy.key().startsWith("name=")));
    }
}
