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
    S(3, init, BECOME_ROOT, "become root of the user namespace") \
    S(4, init, ENTER_NAMESPACES, "enter the remaining namespaces") \
    S(5, init, SET_UP_LOOPBACK, "set up the loopback interface") \
    S(6, init, RUN_PRE_MOUNT_HOOKS, "run the pre-mount hooks") \
    S(7, init, MOUNT_ROOT, "mount the root") \
    S(8, init, MOUNT_ENTRIES, "mount the entries") \
    S(9, init, POPULATE_DEV, "populate /dev") \
    S(10, init, RUN_MOUNT_HOOKS, "run the mount hooks") \
    S(11, init, OPEN_CONSOLE, "open the container console") \
    S(12, init, PROTECT_PATHS, "protect paths") \
    S(13, init, PIVOT_ROOT, "pivot into the root") \
    S(14, init, SET_NAMES, "set the names") \
    S(15, init, APPLY_SYSCTLS, "apply sysctls") \
    S(16, init, DROP_PRIVILEGES, "drop privileges") \
    S(17, init, RUN_START_HOOKS, "run the start hooks") \
    S(18, init, EXECUTE_INIT, "execute init") \
    S(19, attach, SET_EXEC_LABEL, "set the security label") \
    S(20, attach, JOIN_NAMESPACES, "join the namespaces") \
    S(21, attach, FORK_INTO_PIDS, "fork into the pid namespace") \
    S(22, attach, REMOUNT_PROC_SYS, "remount /proc and /sys") \
    S(23, attach, ENTER_DIRECTORY, "enter the directory") \
    S(24, attach, DROP_ATTACH_PRIVILEGES, "drop privileges") \
    S(25, attach, EXECUTE_COMMAND, "execute the command")

#define STEP_CONSTANT(number, role, name, title) STEP_##name = number,
enum step { STEPS(STEP_CONSTANT) };
#undef STEP_CONSTANT

#endif
