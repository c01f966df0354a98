#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

enum { SIGNALS, PAIR, ENGINE_SIDE, SOCKETS };
enum { NOTE_MILLISECONDS = 1000 };

struct keeper {
    struct plan *plan;
    struct session *session;
    int signals, pair, engine;
    pid_t transient;
    bool executes, failed, executed; /* the command: it is about to run, could not, runs */
    bool hung_up;                    /* the operator has gone for good: nothing is taken over */
    bool left;                       /* and will come back, or another */
    bool ended, seen;                /* the command has; an operator was there to see it */
    uint32_t status;
    bool noted_attached;
    uint64_t noted_bytes, noted_at;
};

/* Who came for the session, and not only to look on. */
static bool has_operator(const struct session *session)
{
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        if (session->console.clients[i].fd >= 0 && !session->console.clients[i].read_only)
            return true;
    return false;
}

static uint32_t viewers(const struct session *session)
{
    uint32_t count = 0;
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        count += session->console.clients[i].fd >= 0;
    return count;
}

static void map_memory(struct session *session)
{
    struct stat status;
    MUST(fstat(session->memory, &status), "the session's memory");
    session->memory_size = (size_t)status.st_size;
    if (session->memory_size < SHARED_HEAD + CONSOLE_CHUNK)
        FAIL(EBADMSG, "the session's memory");
    /* In us alone: what will be in the container never has it. */
    char *base = mmap(NULL, session->memory_size, PROT_READ | PROT_WRITE, MAP_SHARED, session->memory, 0);
    if (base == MAP_FAILED)
        FAIL(errno, "the session's memory");
    session->shared = (struct shared *)(void *)base;
    session->console.ring = (struct arena){.base = base + SHARED_HEAD, .size = session->memory_size - SHARED_HEAD};
    /* The engine may be writing the oldest bytes anew. */
    session->console.history = (uint32_t)(session->console.ring.size - session->console.ring.size / 4);
}

/* Everything that was passed for the attached process: its slave here would keep the PTY's end from being seen. */
static void keep_only_ours(const struct plan *plan)
{
    const struct session *session = plan->session;
    for (int fd = ENGINE + 1; fd <= ENGINE + (int)plan->passed; fd++)
        if (fd != session->master && fd != session->memory && fd != plan->state_directory && fd != plan->lock)
            (void)close(fd);
}

/* Out of the client's cgroups, which may be ended as a whole when the client's login ends (logind.conf(5)). */
static void take_refuge(const struct plan *plan)
{
    for (const struct action *refuge = plan->refuges.first; refuge; refuge = refuge->next) {
        int file = open(refuge->target, O_WRONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        (void)!write(file, "0", 1);
        (void)close(file);
    }
}

/* The engine has gone, on purpose or not, and the operator has not hung up: the session is ours until one comes. */
static void take_over(struct keeper *keeper)
{
    struct session *session = keeper->session;
    session->console.total = session->shared->total;
    session->console.typed = session->shared->typed;
    session->console.alone = true;
    session->frames.started_microseconds = session->started_microseconds;
    console_start(&session->console, session->master);
    session->console.frames = &session->frames;
    console_frame_size(&session->console);
    take_refuge(keeper->plan);
}

static void hang_up(struct keeper *keeper)
{
    struct session *session = keeper->session;
    keeper->hung_up = true;
    if (session->console.master < 0)
        (void)close(session->master);
    console_hang_up(&session->console);
    session->master = -1;
}

static void hear_engine(struct keeper *keeper)
{
    uint32_t word[2] = {0, 0};
    while (keeper->engine >= 0) {
        ssize_t length = recv(ENGINE, word, sizeof word, MSG_DONTWAIT);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length == sizeof word && word[0] == RECORD_HANG_UP && keeper->session->master >= 0)
            hang_up(keeper);
        if (length < 0 && errno == ECONNRESET)
            continue; /* it left a report of ours unread; its words come after this */
        keeper->left |= length == sizeof word && word[0] == RECORD_COMMIT;
        if (length > 0)
            continue; /* SHOW: what there is to show is looked for in any case */
        (void)close(ENGINE);
        keeper->engine = -1;
        keeper->seen |= keeper->ended && !keeper->left;
        if (!keeper->hung_up && keeper->session->tied)
            hang_up(keeper);
        if (keeper->hung_up)
            forget_session(keeper->plan);
        else if (!keeper->seen)
            take_over(keeper);
    }
}

static void hear_attached(struct keeper *keeper)
{
    char word = 0;
    ssize_t length;
    while ((length = recv(keeper->pair, &word, sizeof word, MSG_DONTWAIT)) == sizeof word) {
        keeper->executes |= word == WORD_EXEC;
        keeper->failed |= word == WORD_FAILED;
    }
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    (void)close(keeper->pair);
    keeper->pair = -1;
    if (keeper->executes && !keeper->failed) {
        keeper->executed = true;
        report(RECORD_EXECUTED);
    }
}

/* CLONE_PARENT has made the attached process our child, as the transient is. */
static void reap(struct keeper *keeper)
{
    struct signalfd_siginfo info;
    int status;
    pid_t ended;
    while (read(keeper->signals, &info, sizeof info) == sizeof info)
        if ((info.ssi_signo == SIGTERM || info.ssi_signo == SIGHUP) && keeper->session->master >= 0)
            hang_up(keeper);
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
        if (ended != keeper->transient)
            keeper->status = (uint32_t)status;
    if (ended == 0 || keeper->ended)
        return;
    if (keeper->pair >= 0)
        hear_attached(keeper); /* its last words may have come with its end */
    if (!keeper->executed)
        _exit(0);
    keeper->ended = true;
    if (keeper->engine >= 0)
        report_number(RECORD_ENDED, keeper->status);
}

/* Once a second at most, and whenever somebody comes or goes. Returns the milliseconds until there is more to note. */
static int note(struct keeper *keeper)
{
    struct session *session = keeper->session;
    bool attached = keeper->engine >= 0 || has_operator(session);
    uint64_t bytes = session->console.total + session->console.typed;
    uint64_t now = clock_microseconds(CLOCK_MONOTONIC) / 1000;
    if (keeper->engine >= 0)
        return -1; /* the engine's to note */
    if (attached == keeper->noted_attached && bytes == keeper->noted_bytes)
        return -1;
    if (attached == keeper->noted_attached && now - keeper->noted_at < NOTE_MILLISECONDS)
        return (int)(NOTE_MILLISECONDS - (now - keeper->noted_at));
    note_counters(keeper->plan, attached);
    keeper->noted_attached = attached;
    keeper->noted_bytes = bytes;
    keeper->noted_at = now;
    return -1;
}

static void look_at_memory(struct session *session)
{
    session->shared->viewers = viewers(session);
    session->shared->said = 0;
    session->console.total = session->shared->total;
}

/* Whether it is over: the command has ended, and the engine has taken the last of its output, or there is none. */
static bool is_over(const struct keeper *keeper)
{
    return keeper->ended && keeper->engine < 0;
}

static _Noreturn void keep(struct keeper *keeper)
{
    struct session *session = keeper->session;
    struct console *console = &session->console;
    struct pollfd *polled = keeper->plan->polled;
    while (!is_over(keeper)) {
        if (!console->alone)
            look_at_memory(session);
        int note_in = note(keeper);
        polled[SIGNALS] = (struct pollfd){keeper->signals, POLLIN, 0};
        polled[PAIR] = (struct pollfd){keeper->pair, POLLIN, 0};
        /* Until the command runs, the attached process alone reads the engine's words. */
        polled[ENGINE_SIDE] = (struct pollfd){keeper->executed ? keeper->engine : -1, POLLIN, 0};
        int patience = console_poll(console, polled + SOCKETS);
        if (note_in >= 0 && (patience < 0 || note_in < patience))
            patience = note_in;
        console->frames = console->alone && !has_operator(session) ? &session->frames : NULL;
        if (!console->frames)
            frames_pause(&session->frames); /* who came takes the file */
        if (poll(polled, SOCKETS + CONSOLE_POLLED, patience) < 0 && errno != EINTR)
            FAIL(errno, "poll");
        if (polled[PAIR].revents)
            hear_attached(keeper);
        if (polled[SIGNALS].revents)
            reap(keeper);
        /* Before the clients: who comes when the engine has gone finds that it has. */
        if (polled[ENGINE_SIDE].revents)
            hear_engine(keeper);
        if (!console->alone)
            look_at_memory(session);
        console_serve(console, polled + SOCKETS);
    }
    keeper->seen |= has_operator(session) || keeper->hung_up;
    console->total = console->alone ? console->total : session->shared->total;
    console->end_status = keeper->status;
    console_end(console, keeper->plan->state_directory);
    end_session(keeper->plan, keeper->status, keeper->seen);
    _exit(0);
}

void keep_session(struct plan *plan, int pair, pid_t transient)
{
    struct session *session = plan->session;
    struct keeper keeper = {.plan = plan, .session = session, .pair = pair, .engine = ENGINE, .transient = transient,
        .noted_attached = true};
    (void)prctl(PR_SET_NAME, "cleat-session");
    (void)umask(0177); /* of the files it leaves */
    keep_only_ours(plan);
    release_plan(plan);
    map_memory(session);
    MUST(kernel_block_signals(), "signal mask");
    keeper.signals = MUST(kernel_signalfd(SFD_CLOEXEC | SFD_NONBLOCK), "signals");
    session->frames = (struct frames){.directory = plan->state_directory, .file = -1};
    strcat(strcpy(session->frames.name, session->id), ".frames");
    strcat(strcpy(session->frames.former, session->id), ".frames.1");
    console_listen(&session->console, plan->state_directory);
    (void)kill(getpid(), SIGCHLD); /* what has ended by now is looked for in the first turn */
    keep(&keeper);
}

void leave_session_alone(const struct plan *plan)
{
    (void)close(plan->session->master);
    (void)close(plan->session->memory);
    (void)close(plan->state_directory);
    (void)close(plan->lock);
}

uint64_t clock_microseconds(int clock)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}
