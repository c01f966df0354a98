/*
 * The records of the protocol, once: constants, the decoder's table and `cleat-stage protocol` come from here.
 * P(type, NAME, decoder, roles, "body") is part of a plan; W(type, NAME, "body") is a word that opens a gate;
 * R(type, NAME, "body") is a report. "-" is an empty body.
 */
#ifndef CLEAT_RECORDS_H
#define CLEAT_RECORDS_H

#define PROTOCOL_VERSION 1u

#define PLAN_RECORDS(P) \
    P(1, HELLO, hello, BOTH | GUARD, "u32 version, u32 role, u32 passedFds, str name") \
    P(2, CLONE, clone, KEEPER, "u64 flags") \
    P(3, UNSHARE, unshare, KEEPER, "u64 flags") \
    P(4, KEEP, keep, BOTH, "fd") \
    P(5, STATE_DIRECTORY, state_directory, BOTH, "fd") \
    P(6, CGROUP_END, cgroup_end, BOTH, "u32 kind, str path") \
    P(7, BECOME_ROOT, become_root, KEEPER, "-") \
    P(8, LOOPBACK, loopback, KEEPER, "-") \
    P(9, MAKE_DIRECTORY, make_directory, KEEPER, "u32 mode, str path") \
    P(10, MOUNT, mount, KEEPER, "u32 kind, u32 flags, u64 attrSet, u64 attrClear, u64 propagation, " \
        "str source, str fstype, str target, u32 n, n (str key, u32 hasValue, str value)") \
    P(11, ROOT, root, KEEPER, "str path, u64 propagation") \
    P(12, DEVICE, device, KEEPER, "str hostPath, str target, u32 major, u32 minor") \
    P(13, SYMLINK, symlink, KEEPER, "str content, str path") \
    P(14, HIDE, hide, KEEPER, "str path") \
    P(15, PROTECT, protect, KEEPER, "str path") \
    P(16, CONSOLE, console, KEEPER, "fd log, u32 ringBytes, u32 rows, u32 columns, u32 flags, str ptmx") \
    P(17, CONSOLE_LOG_LIMIT, console_log_limit, KEEPER, "fd directory, str name, u64 maxBytes, u32 keep, u32 syncMilliseconds") \
    P(18, NAMES, names, KEEPER, "str hostname, str domainname") \
    P(19, SYSCTL, sysctl, KEEPER, "str path, str value") \
    P(20, ARGUMENT, argument, BOTH, "str") \
    P(21, ENVIRONMENT, environment, BOTH, "str") \
    P(22, SEARCH_PATH, search_path, BOTH, "str") \
    P(23, FALLBACK_PROGRAM, fallback_program, BOTH, "str") \
    P(24, DIRECTORY, directory, BOTH, "u32 flags, str path") \
    P(25, CREDENTIALS, credentials, BOTH, "u32 uid, u32 gid, u32 flags, u32 n, n u32") \
    P(26, CAPABILITIES, capabilities, BOTH, \
        "u64 bounding, u64 permitted, u64 effective, u64 inheritable, u64 ambient") \
    P(27, NO_NEW_PRIVILEGES, no_new_privileges, BOTH, "-") \
    P(28, UMASK, umask, BOTH, "u32") \
    P(29, PERSONALITY, personality, BOTH, "u32") \
    P(30, JOIN, join, ATTACH, "fd pidfd, u64 flags") \
    P(31, EXEC_LABEL, exec_label, BOTH, "str attribute, str label") \
    P(32, STDIO, stdio, ATTACH, "fd in, fd out, fd err, u32 flags") \
    P(33, REMOUNT, remount, ATTACH, "-") \
    P(34, PARENT_DEATH_SIGNAL, parent_death_signal, KEEPER, "u32 signal") \
    P(36, TERMINAL, terminal, GUARD, "fd terminal, str farewell") \
    P(37, JOIN_NAMESPACE, join_namespace, KEEPER, "u64 flag, fd") \
    P(38, TIME_OFFSETS, time_offsets, KEEPER, "str") \
    P(39, HOST_GATE, host_gate, KEEPER, "-") \
    P(40, NODE, node, KEEPER, "u32 mode, u32 major, u32 minor, u32 uid, u32 gid, str target") \
    P(41, TTYS, ttys, KEEPER, "u32 count, str directory") \
    P(42, FILTER, filter, BOTH, "u32 flags, str sockFilters") \
    P(43, KEYRING, keyring, BOTH, "str label") \
    P(44, HOOK, hook, KEEPER, "u32 point, u32 milliseconds, u32 flags, fd output, str input, " \
        "u32 n, n str argument, u32 n, n str environment") \
    P(45, STUB, stub, KEEPER, "-") \
    P(46, END_COPY, end_copy, KEEPER, "str file, str name") \
    P(47, END_COMMAND, end_command, KEEPER, "u32 ends, u32 n, n str namespace, " \
        "u32 n, n str argument, u32 n, n str environment") \
    P(48, JOURNAL, journal, KEEPER, "str path, str name") \
    P(49, NO_FORWARD, no_forward, KEEPER, "-") \
    P(50, UTMP, utmp, KEEPER, "-") \
    P(51, CGROUP, cgroup, BOTH, "u32 kind, str path") \
    P(52, SESSION, session, ATTACH, "fd master, fd memory, u32 flags, u64 countersAt, " \
        "u64 startedMicroseconds, str id, str notice") \
    P(53, CGROUP_REFUGE, cgroup_refuge, ATTACH, "str file") \
    P(54, CONSOLE_LOG_TIMES, console_log_times, KEEPER, \
        "fd file, u32 milliseconds, u64 firstSlot, u64 slots, u64 next") \
    P(60, END_OF_PLAN, end_of_plan, BOTH | GUARD, "-")

#define WORD_RECORDS(W) \
    W(61, PROCEED, "-, at gate 1 with the descriptors of the mount sources") \
    W(62, COMMIT, "-") \
    W(63, HANG_UP, "-") \
    W(64, SHOW, "-")

#define REPORT_RECORDS(R) \
    R(101, READY, "u32 pid") \
    R(102, CHILD, "u32 pid") \
    R(103, STEP, "u32 step") \
    R(104, WAITING, "u32 gate") \
    R(105, EXEC, "-") \
    R(106, EXECUTED, "-") \
    R(107, FAILURE, "u32 step, u32 errno, str object") \
    R(108, ENDED, "u32 waitstatus")

#define PLAN_CONSTANT(type, name, decoder, roles, body) RECORD_##name = type,
#define CONSTANT(type, name, body) RECORD_##name = type,
enum record { PLAN_RECORDS(PLAN_CONSTANT) WORD_RECORDS(CONSTANT) REPORT_RECORDS(CONSTANT) };
#undef PLAN_CONSTANT
#undef CONSTANT

#endif
