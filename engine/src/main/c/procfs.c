#include "procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

int open_procfs(void)
{
    struct statfs status;
    int procfs = MUST(open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC), "/proc");
    MUST(fstatfs(procfs, &status), "/proc");
    if (status.f_type != KERNEL_PROC_MAGIC)
        FAIL(ENODEV, "/proc: not a procfs");
    return procfs;
}

static void write_attribute(int procfs, const char *attribute, const char *label)
{
    int directory = MUST(openat(procfs, "self/attr", O_PATH | O_DIRECTORY | O_CLOEXEC), "/proc/self/attr");
    int file = MUST(openat(directory, attribute, O_WRONLY | O_CLOEXEC), "/proc/self/attr/", attribute);
    MUST(write(file, label, strlen(label)), "label ", label);
    (void)close(file);
    (void)close(directory);
}

void write_labels(const struct plan *plan, int procfs)
{
    if (plan->keyring && *plan->keyring)
        write_attribute(procfs, "keycreate", plan->keyring);
    if (plan->label)
        write_attribute(procfs, plan->label_attribute, plan->label);
}
