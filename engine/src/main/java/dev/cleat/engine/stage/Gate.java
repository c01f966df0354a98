package dev.cleat.engine.stage;

/** Where init waits for the host while it sets itself up, in order; the stage reports the number. */
public enum Gate {
    /** Init exists and has done nothing: cgroups, id maps, limits, mounts that only the host can make. */
    MAPS,
    /** It is in its namespaces: interfaces, hooks that want them. Only for a plan that waits for the host. */
    NAMESPACES,
    /** It is set up: device policy, hooks that want it complete. */
    LAST;

    /** In a report WAITING. */
    int number() {
        return ordinal() + 1;
    }
}
