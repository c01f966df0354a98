package dev.cleat.engine.stage;

/** What the keeper does with a cgroup path once init has ended; the numbers are the protocol's. */
public enum CgroupEnd {
    /** Write cgroup.kill (v2). */
    KILL,
    /** Freeze, kill all, thaw, until empty (v1 freezer). */
    FREEZE_AND_KILL,
    /** Remove the directory tree. */
    REMOVE,
    /** Remove the directory if it is empty. */
    PRUNE;

    int number() {
        return ordinal() + 1;
    }
}
