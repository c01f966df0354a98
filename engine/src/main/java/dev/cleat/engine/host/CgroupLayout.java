package dev.cleat.engine.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the cgroup hierarchies are mounted and where in each of them this process is.
 *
 * @param kind v1: no v2 hierarchy with controllers or none at all; hybrid: v1 controllers and a v2 hierarchy beside
 *     them; v2: only v2
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
     */
    public record Hierarchy(Path mountPoint, List<String> controllers, boolean unified, String own, String root) {
        public Hierarchy {
            controllers = List.copyOf(controllers);
        }

        /** The key of this hierarchy in /proc/PID/cgroup: controllers joined by commas; empty text for v2. */
        public String key() {
            return unified ? "" : String.join(",", controllers);
        }

        /** The host directory of a cgroup path such as {@code /cleat/web}. */
        public Path directory(String cgroup) {
            String below = root.equals("/") || !cgroup.startsWith(root) ? cgroup : cgroup.substring(root.length());
            return mountPoint.resolve("./" + below).normalize();
        }
    }

    /** The hierarchy that has {@code controller}. */
    public Optional<Hierarchy> of(String controller) {
        return hierarchies.stream()
                .filter(h -> h.controllers().contains(controller))
                .findFirst();
    }

    /** The v2 hierarchy, with or without controllers. */
    public Optional<Hierarchy> unified() {
        return hierarchies.stream().filter(Hierarchy::unified).findFirst();
    }

    /** The hierarchies by {@link Hierarchy#key()}. */
    public Map<String, Hierarchy> byKey() {
        return hierarchies.stream()
                .collect(java.util.stream.Collectors.toMap(
                        Hierarchy::key, h -> h, (a, b) -> a, java.util.LinkedHashMap::new));
    }
}
