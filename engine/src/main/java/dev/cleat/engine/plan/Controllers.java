package dev.cleat.engine.plan;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import java.util.Optional;

/** Finds the hierarchy that takes a limit, or says why there is none. */
record Controllers(CgroupLayout layout, Reasons reasons) {

    /** A controller that has one name on both versions. */
    Optional<Hierarchy> find(String key, String controller) {
        return find(key, controller, controller);
    }

    /**
     * The hierarchy of {@code controller}, on v1 of {@code legacy}.
     *
     * @param key of the definition, in full
     */
    Optional<Hierarchy> find(String key, String controller, String legacy) {
        Optional<Hierarchy> hierarchy = layout.hierarchies().stream()
                .filter(h -> h.controllers().contains(h.unified() ? controller : legacy))
                .findFirst();
        if (hierarchy.isEmpty()) {
            reasons.cannot(key + ": this host has no cgroup controller \"" + controller + "\"");
            return Optional.empty();
        }
        if (hierarchy.get().base().isEmpty()) {
            reasons.cannot(
                    key + ": this user may not make cgroups of the controller \"" + controller + "\"",
                    "run as root or in a delegated cgroup (systemd: Delegate=yes)");
            return Optional.empty();
        }
        return hierarchy;
    }

    /** The other version is needed. */
    void needs(String key, boolean unified, String controller) {
        reasons.cannot(
                unified
                        ? key + ": cgroup v2 has nothing of the kind, and here \"" + controller + "\" is of v2"
                        : key + ": needs cgroup v2, and here \"" + controller + "\" is of v1");
    }
}
