#include "execute.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "report.h"

/* As execvp(3) seeks, but in the plan's list and without its detour to a shell. EACCES outlives ENOENT. */
static int search(const struct plan *plan)
{
    char path[PATH_MAX];
    const char *name = plan->argv[0];
    size_t name_length = strlen(name);
    int error = ENOENT;
    for (const char *at = plan->search_path; at && *at; at += *at == ':') {
        size_t length = strcspn(at, ":");
        if (length > 0 && length + name_length + 2 <= sizeof path) {
            memcpy(path, at, length);
            path[length] = '/';
            memcpy(path + length + 1, name, name_length + 1);
            (void)execve(path, plan->argv, plan->envp);
            if (errno == EACCES)
                error = EACCES;
            else if (errno != ENOENT && errno != ENOTDIR)
                return errno;
        }
        at += length;
    }
    return error;
}

void execute(const struct plan *plan)
{
    sigset_t none;
    int error;
    (void)sigemptyset(&none);
    /* Blocked signals survive execve(2) and would leave a program that nobody can stop. */
    MUST(sigprocmask(SIG_SETMASK, &none, NULL), "signal mask");
    report(RECORD_EXEC);
    if (strchr(plan->argv[0], '/')) {
        (void)execve(plan->argv[0], plan->argv, plan->envp);
        error = errno;
    } else {
        error = search(plan);
    }
    if (error == ENOENT && plan->fallback_program) {
        /* Under its own name: busybox, which is many programs in one, goes by it. */
        memcpy(plan->argv, &plan->fallback_program, sizeof *plan->argv);
        (void)execve(plan->fallback_program, plan->argv, plan->envp);
        FAIL(errno, plan->fallback_program);
    }
    FAIL(error, plan->argv[0]);
}
