#include "cgroup_enter.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

/*
 * Moving another process takes a lock for which the kernel waits for a grace period, 6 to 20 ms when nobody took it
 * lately (cgroup_threadgroup_rwsem). A process that is born in its v2 cgroup takes none, nor does a single thread that
 * moves itself: "0" into a v1 hierarchy's tasks (cgroup_procs_write_start in kernel/cgroup/cgroup.c, since Linux 5.6).
 */
int fork_into_cgroup(const char *directory)
{
    struct kernel_clone_args arguments = {.exit_signal = SIGCHLD};
    if (directory) {
        arguments.flags = KERNEL_CLONE_INTO_CGROUP;
        arguments.cgroup = (uint64_t)MUST(open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC), directory);
    }
    int child = MUST(kernel_clone3(&arguments), directory ? directory : "a process");
    if (directory)
        (void)close((int)arguments.cgroup);
    return child;
}

void open_cgroups(const struct list *cgroups)
{
    for (struct action *cgroup = cgroups->first; cgroup; cgroup = cgroup->next)
        cgroup->file = MUST(open(cgroup->target, O_WRONLY | O_CLOEXEC), cgroup->target);
}

void enter_cgroups(const struct list *cgroups)
{
    for (const struct action *cgroup = cgroups->first; cgroup; cgroup = cgroup->next) {
        MUST(write(cgroup->file, "0", 1), cgroup->target);
        (void)close(cgroup->file);
    }
}
