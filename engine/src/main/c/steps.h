/*
 * The steps, once. `cleat-stage steps` prints this table and a Java test compares it with its own, so no number
 * is agreed by comment. S(number, role, NAME, "title")
 */
#ifndef CLEAT_STEPS_H
#define CLEAT_STEPS_H

#define STEPS(S) \
    S(0, any, READ_PLAN, "read the plan") \
    S(1, keeper, CLONE_INIT, "clone init") \
    S(2, init, ARM_PARENT_DEATH, "arm the parent-death signal") \
    S(3, init, ENTER_CGROUP, "enter the cgroup") \
    S(4, init, BECOME_ROOT, "become root of the user namespace") \
    S(5, init, ENTER_NAMESPACES, "enter the remaining namespaces") \
    S(6, init, SET_UP_LOOPBACK, "set up the loopback interface") \
    S(7, init, RUN_PRE_MOUNT_HOOKS, "run the pre-mount hooks") \
    S(8, init, MOUNT_ROOT, "mount the root") \
    S(9, init, MOUNT_ENTRIES, "mount the entries") \
    S(10, init, POPULATE_DEV, "populate /dev") \
    S(11, init, RUN_MOUNT_HOOKS, "run the mount hooks") \
    S(12, init, OPEN_CONSOLE, "open the container console") \
    S(13, init, PROTECT_PATHS, "protect paths") \
    S(14, init, PIVOT_ROOT, "pivot into the root") \
    S(15, init, SET_NAMES, "set the names") \
    S(16, init, APPLY_SYSCTLS, "apply sysctls") \
    S(17, init, DROP_PRIVILEGES, "drop privileges") \
    S(18, init, RUN_START_HOOKS, "run the start hooks") \
    S(19, init, EXECUTE_INIT, "execute init") \
    S(20, attach, SET_EXEC_LABEL, "set the security label") \
    S(21, attach, JOIN_NAMESPACES, "join the namespaces") \
    S(22, attach, FORK_INTO_PIDS, "fork into the pid namespace") \
    S(23, attach, REMOUNT_PROC_SYS, "remount /proc and /sys") \
    S(24, attach, ENTER_DIRECTORY, "enter the directory") \
    S(25, attach, DROP_ATTACH_PRIVILEGES, "drop privileges") \
    S(26, attach, EXECUTE_COMMAND, "execute the command")

#define STEP_CONSTANT(number, role, name, title) STEP_##name = number,
enum step { STEPS(STEP_CONSTANT) };
#undef STEP_CONSTANT

#endif
