#include "namespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

static bool is_made_by_transient(const struct plan *plan)
{
    return plan->unshare_flags & KERNEL_CLONE_NEWTIME && plan->joined & CLONE_NEWUSER;
}

/* The offsets are settled as soon as the first process is inside (time_namespaces(7)), so they are written from here. */
static void enter_own_time(const struct plan *plan, int procfs)
{
    MUST(unshare((int)KERNEL_CLONE_NEWTIME), "a time namespace");
    if (plan->time_offsets) {
        int file = MUST(openat(procfs, "self/timens_offsets", O_WRONLY | O_CLOEXEC), "/proc/self/timens_offsets");
        MUST(write(file, plan->time_offsets, strlen(plan->time_offsets)), "/proc/self/timens_offsets");
        (void)close(file);
    }
    int time = MUST(openat(procfs, "self/ns/time_for_children", O_RDONLY | O_CLOEXEC), "the time namespace");
    MUST(syscall(SYS_setns, time, (int)KERNEL_CLONE_NEWTIME), "the time namespace");
    (void)close(time);
}

void enter_own_namespaces(const struct plan *plan, int procfs)
{
    uint64_t others = plan->unshare_flags & ~KERNEL_CLONE_NEWTIME;
    if (plan->unshare_flags & KERNEL_CLONE_NEWTIME && !is_made_by_transient(plan)) {
        /* The files of an undumpable process belong to the host's root. In a user namespace that is our own alone
         * nobody is there who could use the moment. */
        if (plan->clone_flags & CLONE_NEWUSER)
            MUST(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable");
        enter_own_time(plan, procfs);
    }
    /*
     * Here and not in the clone: a cgroup namespace shows as its root the cgroup one is in when making it, a network
     * namespace gives its files in /sys to the ids that are mapped then (cgroup_namespaces(7), LXC start.c).
     */
    if (others)
        MUST(unshare((int)others), "namespaces ", NUMBER(others));
}

static void enter(const struct join *join)
{
    MUST(syscall(SYS_setns, join->fd, (int)join->flag), "the shared namespace ", NUMBER(join->flag));
}

/*
 * With power over the host all can be entered before the user namespace takes it away; without, the user namespace
 * is what gives the power over the others (setns(2)).
 */
static void enter_shared(const struct plan *plan)
{
    uint64_t refused = 0;
    for (const struct join *join = plan->joins; join; join = join->next)
        if (join->flag != CLONE_NEWUSER && syscall(SYS_setns, join->fd, (int)join->flag) < 0) {
            if (errno != EPERM || !(plan->joined & CLONE_NEWUSER))
                FAIL(errno, "the shared namespace ", NUMBER(join->flag));
            refused |= join->flag;
        }
    for (const struct join *join = plan->joins; join; join = join->next)
        if (join->flag == CLONE_NEWUSER)
            enter(join);
    for (const struct join *join = plan->joins; join; join = join->next)
        if (join->flag & refused)
            enter(join);
}

/* CLONE_PARENT makes init the keeper's child; it takes the transient's exit signal (clone(2)). */
static int clone_from_inside(const struct plan *plan, int procfs, int answer)
{
    /* The moment we are inside, those who are there could look into us (CVE-2016-9962). With a user namespace of its
     * own init must stay dumpable until its maps are written, and the others have no power over that one. */
    if (!(plan->clone_flags & CLONE_NEWUSER))
        MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
    if (is_made_by_transient(plan))
        enter_own_time(plan, procfs);
    enter_shared(plan);
    struct kernel_clone_args arguments = {.flags = plan->clone_flags | CLONE_PARENT};
    int child = MUST(kernel_clone3(&arguments), "namespaces ", NUMBER(plan->clone_flags));
    if (child == 0)
        return 0;
    /* The pid as the host counts: a pid namespace that was entered is the children's only. */
    MUST(write(answer, &child, sizeof child), "init's pid");
    _exit(0);
}

static int clone_through_transient(const struct plan *plan, struct kernel_clone_args *transient, int procfs, int *pidfd)
{
    int answer[2], child = 0;
    MUST(pipe2(answer, O_CLOEXEC), "a pipe");
    transient->exit_signal = SIGCHLD;
    int process = MUST(kernel_clone3(transient), "a process that enters the shared namespaces");
    if (plan->init_born_in)
        (void)close((int)transient->cgroup);
    if (process == 0)
        return clone_from_inside(plan, procfs, answer[1]);
    (void)close(answer[1]);
    ssize_t length = read(answer[0], &child, sizeof child);
    (void)close(answer[0]);
    (void)waitpid(process, NULL, 0);
    if (length != sizeof child)
        _exit(EXIT_FAILED); /* it has told why */
    /* Our own child that we have not reaped: the number cannot be another process's. */
    *pidfd = MUST(kernel_pidfd_open(child), "init's pidfd");
    return child;
}

int clone_init_process(const struct plan *plan, int procfs, int *pidfd)
{
    struct kernel_clone_args arguments = {.exit_signal = SIGCHLD};
    /* Into the cgroup by the clone itself: not one instruction of init runs outside the container's limits. */
    if (plan->init_born_in) {
        arguments.flags |= KERNEL_CLONE_INTO_CGROUP;
        arguments.cgroup = (uint64_t)MUST(open(plan->init_born_in, O_PATH | O_DIRECTORY | O_CLOEXEC), plan->init_born_in);
    }
    /* From a namespace of others the cgroup may be out of sight: there init inherits it. */
    if (plan->joins)
        return clone_through_transient(plan, &arguments, procfs, pidfd);
    arguments.flags |= plan->clone_flags | CLONE_PIDFD;
    arguments.pidfd = (uint64_t)(uintptr_t)pidfd;
    int child = MUST(kernel_clone3(&arguments), "namespaces ", NUMBER(plan->clone_flags));
    if (plan->init_born_in)
        (void)close((int)arguments.cgroup);
    return child;
}
