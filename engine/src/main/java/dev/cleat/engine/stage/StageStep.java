package dev.cleat.engine.stage;

/** What the stage does, in its own order; the table of {@code cleat-stage steps} is compared with this one by a test. */
public enum StageStep {
    READ_PLAN("read the plan"),
    CLONE_INIT("clone init"),
    ARM_PARENT_DEATH("arm the parent-death signal"),
    ENTER_CGROUP("enter the cgroup"),
    BECOME_ROOT("become root of the user namespace"),
    ENTER_NAMESPACES("enter the remaining namespaces"),
    SET_UP_LOOPBACK("set up the loopback interface"),
    RUN_PRE_MOUNT_HOOKS("run the pre-mount hooks"),
    MOUNT_ROOT("mount the root"),
    MOUNT_ENTRIES("mount the entries"),
    POPULATE_DEV("populate /dev"),
    RUN_MOUNT_HOOKS("run the mount hooks"),
    OPEN_CONSOLE("open the container console"),
    PROTECT_PATHS("protect paths"),
    PIVOT_ROOT("pivot into the root"),
    SET_NAMES("set the names"),
    APPLY_SYSCTLS("apply sysctls"),
    DROP_PRIVILEGES("drop privileges"),
    RUN_START_HOOKS("run the start hooks"),
    EXECUTE_INIT("execute init"),
    SET_EXEC_LABEL("set the security label"),
    JOIN_NAMESPACES("join the namespaces"),
    FORK_INTO_PIDS("fork into the pid namespace"),
    REMOUNT_PROC_SYS("remount /proc and /sys"),
    ENTER_DIRECTORY("enter the directory"),
    DROP_ATTACH_PRIVILEGES("drop privileges"),
    EXECUTE_COMMAND("execute the command");

    private final String title;

    StageStep(String title) {
        this.title = title;
    }

    /** What is being done, for people. */
    public String title() {
        return title;
    }

    static StageStep of(int number) throws StageProtocolException {
        if (number < 0 || number >= values().length) {
            throw new StageProtocolException("unknown step " + number);
        }
        return values()[number];
    }
}
