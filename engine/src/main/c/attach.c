#include "attach.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cgroup_enter.h"
#include "credentials.h"
#include "execute.h"
#include "filter.h"
#include "kernel.h"
#include "leave.h"
#include "mounts.h"
#include "procfs.h"
#include "report.h"
#include "session.h"

/* Stdin until the attached process takes its own: the only number that no passed descriptor can have. */
enum { WATCHER = 0, PAIR = ENGINE + 1 };

/*
 * Stays on the host, outside the container's cgroups, until the attached process has ended, and reaps it whatever
 * becomes of the engine: a zombie that nobody reaps would keep the container's pid namespace from ending
 * (zap_pid_ns_processes in kernel/pid_namespace.c), and there are hosts whose PID 1 does not reap.
 */
static _Noreturn void watch(int pair, pid_t transient)
{
    char word = 0;
    bool executes = false, failed = false;
    int status, attached_status = 0;
    pid_t ended;
    while (recv(pair, &word, sizeof word, 0) == sizeof word) {
        executes |= word == WORD_EXEC;
        failed |= word == WORD_FAILED;
    }
    if (executes && !failed)
        report(RECORD_EXECUTED);
    while ((ended = wait(&status)) > 0)
        if (ended != transient)
            attached_status = status;
    if (executes && !failed)
        report_number(RECORD_ENDED, (uint32_t)attached_status);
    _exit(0);
}

void become_watched(struct plan *plan)
{
    int pair[2];
    leave_the_engine("cleat-attach", NULL);
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "a socket to the attached process");
    int transient = fork_into_cgroup(plan->born_in);
    if (transient > 0 && plan->session) {
        (void)close(pair[1]);
        keep_session(plan, pair[0], transient);
    }
    if (transient > 0) {
        /* Else the end of file would never come, and what the engine passed would stay open as long as we do. */
        if (pair[0] != PAIR)
            MUST(dup3(pair[0], PAIR, O_CLOEXEC), "a socket to the attached process");
        MUST(kernel_close_range(PAIR + 1, ~0u, 0), "descriptors");
        release_plan(plan);
        watch(PAIR, transient);
    }
    if (plan->session)
        leave_session_alone(plan);
    MUST(dup3(pair[1], WATCHER, O_CLOEXEC), "a socket to the watcher");
    (void)close(pair[0]);
    (void)close(pair[1]);
    failures_also_to(WATCHER);
    /* Before anything of the container: its limits hold from here on. */
    open_cgroups(&plan->entered);
    enter_cgroups(&plan->entered);
    report_number(RECORD_READY, (uint32_t)getpid());
}

static void set_exec_label(const struct plan *plan)
{
    int procfs = open_procfs();
    write_keyring_label(plan, procfs);
    write_label(plan, open_label(plan, procfs));
    (void)close(procfs);
}

/* One call for all of them: the kernel checks every right against what we are now, not half-way inside (setns(2)). */
static void join_namespaces(const struct plan *plan)
{
    /* Before: the moment we are inside, the container's processes could look into us (CVE-2016-9962). */
    MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
    if (plan->join_flags)
        MUST(syscall(SYS_setns, plan->join_pidfd, (int)plan->join_flags), "namespaces ", NUMBER(plan->join_flags));
    if (plan->join_pidfd >= 0)
        (void)close(plan->join_pidfd);
    /* setns changes the directory only with the mount namespace. */
    MUST(chdir("/"), "/");
}

/* Before anything of us shows inside: only what the command gets may be found in it, not the host's /dev/null. */
static void take_descriptors(const struct plan *plan)
{
    int watcher = MUST(fcntl(WATCHER, F_DUPFD_CLOEXEC, PAIR + (int)plan->passed), "a socket to the watcher");
    failures_also_to(watcher);
    for (int standard = 0; standard < 3; standard++)
        if (plan->stdio[standard] >= 0)
            MUST(dup2(plan->stdio[standard], standard), "standard descriptor ", NUMBER((unsigned)standard));
    MUST(dup3(watcher, PAIR, O_CLOEXEC), "a socket to the watcher");
    failures_also_to(PAIR);
    /* Really, not only on exec: a path of the plan may be /proc/self/fd/N/... (CVE-2024-21626). */
    MUST(kernel_close_range(PAIR + 1, ~0u, 0), "descriptors");
}

/* A session without a controlling terminal: the operator's could be typed into with TIOCSTI (CVE-2016-10124). */
static void take_terminal(const struct plan *plan)
{
    int terminal = -1;
    MUST(setsid(), "a session of its own");
    for (int standard = 0; standard < 3; standard++)
        if (plan->terminal_bits >> standard & 1)
            terminal = standard;
    if (terminal >= 0)
        MUST(ioctl(terminal, TIOCSCTTY, 0), "controlling terminal");
}

/*
 * A pid namespace is entered by children only. CLONE_PARENT makes the child the watcher's, which so gets its status;
 * we stay the host's process, tell its pid as the host sees it, and end. Only the child returns.
 */
static void fork_into_pids(const struct plan *plan)
{
    int pair[2];
    char word = 0;
    take_descriptors(plan);
    load_early_filter(plan);
    limit_privileges(plan);
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "a socket to the child");
    /* Not clone3, which filters refuse. No signal: beside CLONE_PARENT the child takes ours (clone(2)). */
    int child = MUST((int)syscall(SYS_clone, CLONE_PARENT, NULL, NULL, NULL, NULL), "the attached process");
    if (child > 0) {
        report_number(RECORD_CHILD, (uint32_t)child);
        (void)send(pair[0], (char[]){WORD_GO}, 1, MSG_NOSIGNAL);
        _exit(0);
    }
    (void)close(pair[0]);
    if (recv(pair[1], &word, sizeof word, 0) != sizeof word)
        _exit(EXIT_FAILED);
    (void)close(pair[1]);
    (void)prctl(PR_SET_NAME, "cleat-attach");
    take_terminal(plan);
}

static void remount(const char *type, const char *path)
{
    struct tree tree = {MUST(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), "/"), KERNEL_RESOLVE_NO_SYMLINKS};
    int mount = new_mount(type, "", NULL, KERNEL_ATTR_NOSUID | KERNEL_ATTR_NODEV | KERNEL_ATTR_NOEXEC, path);
    int target = open_in(tree, path);
    if (target < 0)
        bad_target(path);
    attach_mount(mount, target, path);
    (void)close(tree.fd);
}

static void remount_proc_sys(const struct plan *plan)
{
    if (!plan->remount)
        return;
    MUST(unshare(CLONE_NEWNS), "a mount namespace");
    /* Before the mounts: they would reach every other process of the container (mount_namespaces(7)). */
    MUST(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "/ as private");
    remount("proc", "/proc");
    remount("sysfs", "/sys");
}

static void drop_attach_privileges(const struct plan *plan, const struct action *refused_directory)
{
    drop_privileges(plan, refused_directory);
    if (plan->no_new_privileges) {
        MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges");
        load_filter(plan);
    }
}

static _Noreturn void execute_command(const struct plan *plan)
{
    /* Said before execve: the end of file after it can then only mean that the program runs, or that we were killed. */
    MUST(send(PAIR, (char[]){WORD_EXEC}, 1, MSG_NOSIGNAL), "the watcher's socket");
    execute(plan);
}

void run_attach(const struct plan *plan)
{
    begin(STEP_SET_EXEC_LABEL);         set_exec_label(plan);
    begin(STEP_JOIN_NAMESPACES);        join_namespaces(plan);
    begin(STEP_FORK_INTO_PIDS);         fork_into_pids(plan);
    begin(STEP_REMOUNT_PROC_SYS);       remount_proc_sys(plan);
    begin(STEP_ENTER_DIRECTORY);        const struct action *refused = enter_directory(plan);
    begin(STEP_DROP_ATTACH_PRIVILEGES); drop_attach_privileges(plan, refused);
    begin(STEP_EXECUTE_COMMAND);        execute_command(plan);
}
