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

static int open_attribute(int procfs, const char *attribute)
{
    int directory = MUST(openat(procfs, "self/attr", O_PATH | O_DIRECTORY | O_CLOEXEC), "/proc/self/attr");
    int file = MUST(openat(directory, attribute, O_WRONLY | O_CLOEXEC), "/proc/self/attr/", attribute);
    (void)close(directory);
    return file;
}

static void write_attribute(int file, const char *label)
{
    MUST(write(file, label, strlen(label)), "label ", label);
    (void)close(file);
}

void write_keyring_label(const struct plan *plan, int procfs)
{
    if (plan->keyring && *plan->keyring)
        write_attribute(open_attribute(procfs, "keycreate"), plan->keyring);
}

int open_label(const struct plan *plan, int procfs)
{
    return plan->label ? open_attribute(procfs, plan->label_attribute) : -1;
}

void write_label(const struct plan *plan, int file)
{
    if (plan->label)
        write_attribute(file, plan->label);
}
