#include "filter.h"

#include <sys/syscall.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

void load_filter(const struct plan *plan)
{
    struct kernel_sock_fprog program = {(uint16_t)plan->filter_length, plan->filter};
    if (plan->filter)
        MUST(syscall(SYS_seccomp, KERNEL_SECCOMP_SET_MODE_FILTER, plan->filter_flags, &program), "system call filter");
}
