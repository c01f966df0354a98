#include "stub.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

/* A killed program cannot be imitated: nothing kills a PID 1 from inside (pid_namespaces(7)). As a shell tells it. */
static int exit_code(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void reap(pid_t program)
{
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
        if (ended == program)
            _exit(exit_code(status));
}

/* Whoever looks from inside sees a program of its own, not how the host made it. Its own memory: no capability is needed. */
static void name_stub(const struct plan *plan)
{
    static const char name[] = "cleat-init";
    if (plan->command_line_size < sizeof name)
        return;
    memset(plan->command_line, 0, plan->command_line_size);
    memcpy(plan->command_line, name, sizeof name);
}

void fork_from_stub(const struct plan *plan)
{
    /* Blocked since before init was born: a PID 1 gets what it blocks, else nothing that it has no handler for. */
    MUST(kernel_block_signals(), "signal mask");
    pid_t program = MUST(fork(), "the program below the stub");
    if (program == 0)
        return;
    name_stub(plan);
    /* Its end of file tells the keeper that the program runs, so only the program may hold it. */
    (void)kernel_close_range(ENGINE, ~0u, 0);
    for (;;) {
        reap(program);
        int signal = kernel_await_signal();
        if (signal > 0 && signal != SIGCHLD)
            (void)kill(program, signal);
    }
}
