package dev.cleat.engine.api;

import java.util.Locale;

/** The eight kinds of namespace (namespaces(7)), with the CLONE_NEW flag of each (linux/sched.h). */
public enum NamespaceType {
    MNT(0x00020000L, "mount"),
    PID(0x20000000L, "pid"),
    UTS(0x04000000L, "uts"),
    IPC(0x08000000L, "ipc"),
    NET(0x40000000L, "net"),
    USER(0x10000000L, "user"),
    CGROUP(0x02000000L, "cgroup"),
    TIME(0x00000080L, "time");

    private final long cloneFlag;
    private final String key;

    NamespaceType(long cloneFlag, String key) {
        this.cloneFlag = cloneFlag;
        this.key = key;
    }

    /** The flag for clone3(2), unshare(2) and setns(2). */
    public long cloneFlag() {
        return cloneFlag;
    }

    /** The file below /proc/PID/ns. */
    public String procName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key below {@code namespaces:} of a definition. */
    public String definitionKey() {
        return key;
    }
}
