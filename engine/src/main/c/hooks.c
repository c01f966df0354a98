#include "hooks.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

enum { TROUBLE = ENGINE }; /* the one descriptor of a hook's above stdio, until it executes */

/* A pipe that holds all of the text: nobody needs to go on writing. An end of file comes after it. */
static int open_input(const struct hook *hook)
{
    int pipe_fds[2];
    size_t length = strlen(hook->input);
    MUST(pipe2(pipe_fds, O_CLOEXEC | O_NONBLOCK), "a pipe for hook ", hook->argv[0]);
    ssize_t written = write(pipe_fds[1], hook->input, length);
    if (written != (ssize_t)length)
        FAIL(written < 0 ? errno : ENOSPC, "input of hook ", hook->argv[0]);
    (void)close(pipe_fds[1]);
    /* The flag belongs to the open file, which is the hook's now. */
    MUST(fcntl(pipe_fds[0], F_SETFL, 0), "a pipe for hook ", hook->argv[0]);
    return pipe_fds[0];
}

static _Noreturn void become_hook(const struct hook *hook, int input, int output, int trouble)
{
    sigset_t none;
    (void)sigemptyset(&none);
    /* A group of its own, so that it can be ended with all that it started; and nothing of it outlives a failed start. */
    if (setpgid(0, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && dup2(input, 0) >= 0
        && dup2(output, 1) >= 0 && dup2(output, 2) >= 0 && dup3(trouble, TROUBLE, O_CLOEXEC) >= 0
        /* Really, not only on exec: the program's path may be /proc/self/fd/N/... (CVE-2024-21626). */
        && kernel_close_range(TROUBLE + 1, ~0u, 0) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0)
        (void)execve(hook->argv[0], hook->argv, hook->envp);
    (void)!write(TROUBLE, &errno, sizeof errno);
    _exit(127);
}

static uint64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* False when the time is over. All signals are blocked since before init was born, so none is lost between the looks. */
static bool wait_for(pid_t process, uint32_t patience, int *status)
{
    uint64_t end = milliseconds() + patience;
    sigset_t child;
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    for (;;) {
        if (waitpid(process, status, WNOHANG) == process)
            return true;
        uint64_t now = milliseconds();
        if (now >= end)
            return false;
        struct timespec left = {(time_t)((end - now) / 1000), (long)((end - now) % 1000 * 1000000)};
        (void)sigtimedwait(&child, NULL, &left);
    }
}

static void disappoint(const struct hook *hook, int output, int error, const char *why, const char *number,
                       const char *unit)
{
    static const char newline = '\n';
    static const char *const points[] = {"", "pre-mount", "mount", "autodev", "start"};
    const char *const parts[] = {"hook ", hook->argv[0], " (", points[hook->point], ")", why, number, unit,
                                 error ? ": " : "", error ? strerror(error) : ""};
    if (!(hook->flags & HOOK_WARNS))
        FAIL(error, "hook ", hook->argv[0], why, number, unit);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        (void)!write(output, parts[i], strlen(parts[i]));
    (void)!write(output, &newline, 1);
}

static void run_hook(const struct hook *hook, int output)
{
    int trouble[2], status = 0, error = 0;
    int input = open_input(hook);
    MUST(pipe2(trouble, O_CLOEXEC), "a pipe for hook ", hook->argv[0]);
    int process = MUST(fork(), "hook ", hook->argv[0]);
    if (process == 0)
        become_hook(hook, input, output, trouble[1]);
    (void)close(input);
    (void)close(trouble[1]);
    bool ended = wait_for(process, hook->milliseconds, &status);
    if (!ended) {
        (void)kill(-process, SIGKILL);
        (void)kill(process, SIGKILL); /* when it has not made its group yet */
        (void)waitpid(process, NULL, 0);
    }
    bool executed = read(trouble[0], &error, sizeof error) != sizeof error;
    (void)close(trouble[0]);
    bool seconds = hook->milliseconds % 1000 == 0;
    if (!ended)
        disappoint(hook, output, 0, " was killed after ", NUMBER(hook->milliseconds / (seconds ? 1000 : 1)),
                   seconds ? "s" : "ms");
    else if (!executed)
        disappoint(hook, output, error, "", "", "");
    else if (WIFSIGNALED(status))
        disappoint(hook, output, 0, " was killed by signal ", NUMBER((unsigned)WTERMSIG(status)), "");
    else if (WEXITSTATUS(status) != 0)
        disappoint(hook, output, 0, " ended with status ", NUMBER((unsigned)WEXITSTATUS(status)), "");
}

bool has_hooks(const struct plan *plan, uint32_t point)
{
    const struct hook *hook = plan->hooks;
    while (hook && hook->point != point)
        hook = hook->next;
    return hook;
}

void run_hooks(const struct plan *plan, uint32_t point, int output)
{
    for (const struct hook *hook = plan->hooks; hook; hook = hook->next)
        if (hook->point == point)
            run_hook(hook, output);
}
