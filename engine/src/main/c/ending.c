#include "ending.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "console.h"
#include "kernel.h"
#include "report.h"

enum { COPIED = 4096, LAST_OUTPUT = 8192, LOCK = 3, FIRST_NAMESPACE = 10, ASIDE = 64 };

/* Beside and renamed: a reader sees all of it or nothing. */
static void write_file(int directory, const char *name, const char *bytes, size_t length)
{
    static const char new[] = "keeper.new";
    (void)unlinkat(directory, new, 0);
    int file = openat(directory, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    if (write(file, bytes, length) == (ssize_t)length)
        (void)renameat(directory, new, directory, name);
    (void)close(file);
}

void write_exit_to(const struct plan *plan, const char *name, const siginfo_t *end, time_t started)
{
    char text[200] = "{\"exitCode\":";
    bool exited = end->si_code == CLD_EXITED;
    strcat(text, exited ? NUMBER((unsigned)end->si_status) : "null");
    strcat(text, ",\"signal\":");
    strcat(text, exited ? "null" : NUMBER((unsigned)end->si_status));
    strcat(text, ",\"coreDumped\":");
    strcat(text, end->si_code == CLD_DUMPED ? "true" : "false");
    strcat(text, ",\"endedAtSeconds\":");
    strcat(text, NUMBER((uint64_t)time(NULL)));
    strcat(text, ",\"startedAtSeconds\":");
    strcat(text, NUMBER((uint64_t)started));
    strcat(text, ",\"logBytesLost\":");
    strcat(text, NUMBER(plan->console ? plan->console->log_lost : 0));
    strcat(text, "}\n");
    write_file(plan->state_directory, name, text, strlen(text));
}

void write_exit(const struct plan *plan, const siginfo_t *end, time_t started)
{
    write_exit_to(plan, "exit.json", end, started);
}

void note_state(const struct plan *plan, const char *state)
{
    char line[256] = "{\"time\":";
    struct timespec now;
    if (!plan->journal)
        return;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    strcat(line, NUMBER((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000));
    strcat(line, ",\"name\":\"");
    strcat(line, plan->journal_name);
    strcat(line, "\",\"state\":\"");
    strcat(line, state);
    strcat(line, "\"}\n");
    /* By its path each time: it may have been turned over meanwhile. One write, so that no line is torn. */
    int journal = open(plan->journal, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (journal < 0)
        return;
    (void)!write(journal, line, strlen(line));
    (void)close(journal);
}

void copy_last_figures(const struct plan *plan)
{
    char bytes[COPIED];
    for (const struct action *copy = plan->end_copies.first; copy; copy = copy->next) {
        int file = open(copy->source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        ssize_t length = file < 0 ? -1 : read(file, bytes, sizeof bytes);
        if (file >= 0)
            (void)close(file);
        if (length >= 0)
            write_file(plan->state_directory, copy->target, bytes, (size_t)length);
    }
}

void keep_last_output(const struct plan *plan)
{
    char bytes[LAST_OUTPUT];
    size_t length = plan->console ? console_last(plan->console, bytes, sizeof bytes) : 0;
    if (length > 0)
        write_file(plan->state_directory, "end.console", bytes, length);
}

/* From inside, reboot(2) kills init by SIGHUP to be started again and by SIGINT to stay away (pid_namespaces(7)). */
static uint32_t kind_of(const siginfo_t *end)
{
    if (end->si_code == CLD_EXITED)
        return end->si_status == 0 ? END_EXITED_ZERO : END_EXITED_OTHER;
    if (end->si_status == SIGHUP)
        return END_REBOOT;
    return end->si_status == SIGINT ? END_HALT : END_KILLED;
}

bool wants_command(const struct plan *plan, const siginfo_t *end)
{
    return plan->end_command && plan->end_command->ends & kind_of(end);
}

/* Out of the way of the numbers that are given now; closed by the execve at the latest. */
static int aside(int fd)
{
    return fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, ASIDE);
}

/* A JVM that cannot begin says so there, or nowhere. */
static void open_output(int directory)
{
    int output = openat(directory, "end.command", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (output < 0)
        return;
    (void)dup2(output, STDOUT_FILENO);
    (void)dup2(output, STDERR_FILENO);
}

static void say(const char *text)
{
    (void)!write(STDERR_FILENO, text, strlen(text));
}

void become_command(const struct plan *plan, const int *namespaces)
{
    const struct end_command *command = plan->end_command;
    int lock = aside(plan->lock), kept[NAMESPACE_KINDS];
    sigset_t none;
    open_output(plan->state_directory);
    for (uint32_t i = 0; i < command->namespace_count; i++)
        kept[i] = aside(namespaces[i]);
    (void)kernel_close_range(LOCK, ASIDE - 1, 0);
    if (dup2(lock, LOCK) < 0)
        _exit(EXIT_FAILED); /* never without the name */
    for (uint32_t i = 0; i < command->namespace_count; i++)
        if (kept[i] >= 0)
            (void)dup2(kept[i], FIRST_NAMESPACE + (int)i);
    (void)kernel_close_range(ASIDE, ~0u, 0);
    (void)umask(022);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)execve(command->argv[0], command->argv, command->envp);
    const char *reason = strerror(errno);
    say(command->argv[0]);
    say(": ");
    say(reason);
    say("\n");
    _exit(EXIT_FAILED); /* the next command about this container settles what this one was for */
}
