#include "leave.h"

#include <sys/prctl.h>
#include <unistd.h>
#include "cgroup_enter.h"
#include "report.h"

void leave_the_engine(const char *name, const char *cgroup)
{
    if (fork_into_cgroup(cgroup) > 0)
        _exit(0);
    MUST(setsid(), "a session of its own");
    MUST(prctl(PR_SET_NAME, name), "its name");
}
