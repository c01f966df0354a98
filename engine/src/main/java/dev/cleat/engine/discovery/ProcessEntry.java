package dev.cleat.engine.discovery;

import java.util.Optional;

/** What is remembered of one process between two looks at /proc. */
final class ProcessEntry {
    final long pid;
    /** Of /proc/PID: another process with the same pid has another inode. */
    final long inode;

    final long parentPid;
    final long startTicks;
    final String command;
    /** Inodes; 0 when we may not see them. */
    final long pidNamespace;

    final long mountNamespace;

    private boolean judged;
    private Optional<FoundContainer> container = Optional.empty();

    ProcessEntry(
            long pid,
            long inode,
            long parentPid,
            long startTicks,
            String command,
            long pidNamespace,
            long mountNamespace) {
        this.pid = pid;
        this.inode = inode;
        this.parentPid = parentPid;
        this.startTicks = startTicks;
        this.command = command;
        this.pidNamespace = pidNamespace;
        this.mountNamespace = mountNamespace;
    }

    /** True when both are in the same mount and pid namespace. */
    boolean isTogetherWith(ProcessEntry other) {
        return pidNamespace == other.pidNamespace && mountNamespace == other.mountNamespace;
    }

    /** True when nothing has changed that a judgement rests on. */
    boolean isSameAs(ProcessEntry later) {
        return startTicks == later.startTicks && parentPid == later.parentPid && isTogetherWith(later);
    }

    boolean isVisible() {
        return pidNamespace != 0 && mountNamespace != 0;
    }

    /** True once it was looked at closely: it is the init of a container, or not. */
    boolean isJudged() {
        return judged;
    }

    Optional<FoundContainer> container() {
        return container;
    }

    void judge(Optional<FoundContainer> found) {
        judged = true;
        container = found;
    }
}
