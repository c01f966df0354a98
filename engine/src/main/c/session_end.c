#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "cgroup_end.h"
#include "ending.h"
#include "host_log.h"
#include "report.h"
#include "session.h"

enum { NUMBER_WIDTH = 20, NAME = SESSION_ID + 16 };

static void append_padded(char *line, uint64_t number)
{
    char blanks[] = "                    ";
    const char *digits = NUMBER(number);
    strncat(line, blanks, NUMBER_WIDTH - strlen(digits));
    strcat(line, digits);
}

void note_counters(const struct plan *plan, bool attached)
{
    const struct session *session = plan->session;
    char line[160] = "{\"attached\":";
    strcat(line, attached ? "1" : "0");
    strcat(line, ",\"in\":");
    append_padded(line, session->console.typed);
    strcat(line, ",\"out\":");
    append_padded(line, session->console.total);
    strcat(line, ",\"active\":");
    append_padded(line, clock_microseconds(CLOCK_MONOTONIC) / 1000);
    strcat(line, "}\n");
    (void)!pwrite(plan->lock, line, strlen(line), (off_t)session->counters_at);
}

static const char *file_name(char *name, const struct session *session, const char *suffix)
{
    return strcat(strcpy(name, session->id), suffix);
}

/* What was shown last, the oldest byte first. */
static void leave_screen(const struct plan *plan)
{
    char name[NAME];
    const struct console *console = &plan->session->console;
    uint64_t held = console->total < console->history ? console->total : console->history;
    int file = openat(plan->state_directory, file_name(name, plan->session, ".screen"),
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    for (uint64_t at = console->total - held; file >= 0 && at < console->total;) {
        size_t offset = (size_t)(at % console->ring.size), length = console->ring.size - offset;
        if (length > console->total - at)
            length = (size_t)(console->total - at);
        ssize_t written = write(file, console->ring.base + offset, length);
        if (written <= 0)
            break; /* a full disk: the status is what counts */
        at += (uint64_t)written;
    }
    if (file >= 0)
        (void)close(file);
}

static void remove_files(const struct plan *plan)
{
    static const char *const suffixes[] = {".sock", ".frames", ".frames.1", ".json"};
    char name[NAME];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        (void)unlinkat(plan->state_directory, file_name(name, plan->session, suffixes[i]), 0);
}

void forget_session(struct plan *plan)
{
    remove_files(plan);
    (void)close(plan->lock);
    plan->lock = -1;
}

static void leave_exit(const struct plan *plan, uint32_t status)
{
    char name[NAME];
    bool exited = (status & 0x7f) == 0;
    siginfo_t end = {0};
    end.si_code = exited ? CLD_EXITED : status & 0x80 ? CLD_DUMPED : CLD_KILLED;
    end.si_status = exited ? (int)(status >> 8 & 0xff) : (int)(status & 0x7f);
    write_exit_to(plan, file_name(name, plan->session, ".exit"), &end, time(NULL));
}

static void tell_the_host(const struct session *session, uint32_t status)
{
    char line[HOST_LOG_LINE] = "";
    bool exited = (status & 0x7f) == 0;
    strncat(line, session->notice, sizeof line - 64);
    strcat(line, exited ? " with status " : " by signal ");
    strcat(line, NUMBER(exited ? status >> 8 & 0xff : status & 0x7f));
    tell_host_log(line);
}

void end_session(const struct plan *plan, uint32_t status, bool was_seen)
{
    for (const struct action *end = plan->cgroup_ends.first; end; end = end->next)
        if (end->kind == CGROUP_REMOVE)
            remove_empty_cgroup(end->target);
        else
            end_cgroup(end);
    if (!plan->session->console.alone)
        return; /* the engine removes its files, and has the last word */
    if (was_seen) {
        remove_files(plan);
    } else {
        note_counters(plan, false);
        leave_screen(plan);
        leave_exit(plan, status);
    }
    tell_the_host(plan->session, status);
}
