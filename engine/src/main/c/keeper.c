#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "cgroup_end.h"
#include "console.h"
#include "init.h"
#include "kernel.h"
#include "leave.h"
#include "report.h"

enum { SIGNALS, PAIR, ENGINE_SIDE, INIT, CONSOLE };

struct keeper {
    struct plan *plan;
    int signals, pair, engine, init; /* -1 once it is not listened to any more; init is a pidfd */
    bool said_exec, said_failed, executed, committed;
    time_t started;
};

/* Before the clone: otherwise init's end could come before anybody listens (LXC start.c). */
static int block_signals(void)
{
    sigset_t all;
    (void)sigfillset(&all);
    MUST(sigprocmask(SIG_SETMASK, &all, NULL), "signal mask");
    return MUST(signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK), "signals");
}

static void clone_init(struct keeper *keeper)
{
    const struct plan *plan = keeper->plan;
    int pidfd = -1, pair[2];
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "a socket to init");
    struct kernel_clone_args arguments = {.flags = plan->clone_flags | CLONE_PIDFD,
        .pidfd = (uint64_t)(uintptr_t)&pidfd, .exit_signal = SIGCHLD};
    /* Into the cgroup by the clone itself: not one instruction of init runs outside the container's limits. */
    if (plan->clone_cgroup >= 0) {
        arguments.flags |= KERNEL_CLONE_INTO_CGROUP;
        arguments.cgroup = (uint64_t)plan->clone_cgroup;
    }
    int child = MUST(kernel_clone3(&arguments), "namespaces ", NUMBER(plan->clone_flags));
    if (child == 0)
        run_init(plan, pair[1]);
    (void)close(pair[1]);
    keeper->pair = pair[0];
    keeper->init = pidfd;
    /* Only after the clone, which hands it on: init must stay dumpable until its maps are written. */
    MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
    /* The engine must know the pid before init waits for what is done to it: only then is init let go. */
    report_number(RECORD_CHILD, (uint32_t)child);
    (void)send(keeper->pair, (char[]){WORD_GO}, 1, MSG_NOSIGNAL);
}

static void kill_init(const struct keeper *keeper)
{
    (void)kernel_pidfd_send_signal(keeper->init, SIGKILL);
}

/* The message's descriptor, or -1. */
static int passed_descriptor(struct msghdr *message)
{
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);
    int fd = -1;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

/* End of file after WORD_EXEC: the program runs. Init's memory of the plan is ours alone now, and goes. */
static void init_hung_up(struct keeper *keeper)
{
    (void)close(keeper->pair);
    keeper->pair = -1;
    if (keeper->said_exec && !keeper->said_failed) {
        keeper->executed = true;
        keeper->started = time(NULL);
        report(RECORD_EXECUTED);
        release_plan(keeper->plan);
    }
}

static void hear_init(struct keeper *keeper)
{
    while (keeper->pair >= 0) {
        char word = 0;
        union {
            struct cmsghdr header;
            char space[CMSG_SPACE(sizeof(int))];
        } control;
        struct iovec part = {&word, 1};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space,
            .msg_controllen = sizeof control.space};
        ssize_t length = recvmsg(keeper->pair, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length <= 0)
            init_hung_up(keeper);
        else if (word == WORD_MASTER && keeper->plan->console)
            console_start(keeper->plan->console, passed_descriptor(&message));
        keeper->said_exec |= word == WORD_EXEC;
        keeper->said_failed |= word == WORD_FAILED;
    }
}

/* Until it runs, init alone reads the engine's words; afterwards COMMIT must come before the end of file. */
static void hear_engine(struct keeper *keeper)
{
    uint32_t word[2] = {0, 0};
    if (keeper->executed && recv(ENGINE, word, sizeof word, MSG_DONTWAIT) == sizeof word)
        keeper->committed = word[0] == RECORD_COMMIT;
    if (!keeper->committed)
        kill_init(keeper);
    (void)close(ENGINE);
    keeper->engine = -1;
}

/* A word left unread would reach the engine as ECONNRESET, ahead of the reports that are still on their way. */
static void drain_engine(const struct keeper *keeper)
{
    uint32_t word[2];
    while (keeper->engine >= 0 && recv(ENGINE, word, sizeof word, MSG_DONTWAIT) > 0)
        ;
}

static void forward_signals(const struct keeper *keeper)
{
    struct signalfd_siginfo info;
    while (read(keeper->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo != SIGCHLD && info.ssi_signo != SIGWINCH && info.ssi_signo != SIGPIPE)
            (void)kernel_pidfd_send_signal(keeper->init, (int)info.ssi_signo);
}

static void supervise(struct keeper *keeper)
{
    struct pollfd polled[CONSOLE + CONSOLE_POLLED];
    struct console *console = keeper->plan->console;
    for (;;) {
        polled[SIGNALS] = (struct pollfd){keeper->signals, POLLIN, 0};
        polled[PAIR] = (struct pollfd){keeper->pair, POLLIN, 0};
        polled[ENGINE_SIDE] = (struct pollfd){keeper->engine, keeper->executed ? POLLIN : 0, 0};
        polled[INIT] = (struct pollfd){keeper->init, POLLIN, 0};
        int patience = console ? console_poll(console, polled + CONSOLE) : -1;
        if (poll(polled, console ? CONSOLE + CONSOLE_POLLED : CONSOLE, patience) < 0 && errno != EINTR)
            FAIL(errno, "poll");
        if (polled[SIGNALS].revents)
            forward_signals(keeper);
        if (polled[PAIR].revents)
            hear_init(keeper);
        if (polled[ENGINE_SIDE].revents)
            hear_engine(keeper);
        if (console)
            console_serve(console, polled + CONSOLE);
        if (polled[INIT].revents)
            return;
    }
}

static void write_exit(const struct keeper *keeper, const siginfo_t *end)
{
    char text[160] = "{\"exitCode\":";
    bool exited = end->si_code == CLD_EXITED;
    int directory = keeper->plan->state_directory;
    strcat(text, exited ? NUMBER((unsigned)end->si_status) : "null");
    strcat(text, ",\"signal\":");
    strcat(text, exited ? "null" : NUMBER((unsigned)end->si_status));
    strcat(text, ",\"endedAtSeconds\":");
    strcat(text, NUMBER((uint64_t)time(NULL)));
    strcat(text, ",\"startedAtSeconds\":");
    strcat(text, NUMBER((uint64_t)keeper->started));
    strcat(text, "}\n");
    (void)unlinkat(directory, "exit.json.new", 0);
    int file = openat(directory, "exit.json.new", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    /* Beside and renamed: a reader sees all of it or nothing. */
    if (write(file, text, strlen(text)) == (ssize_t)strlen(text))
        (void)renameat(directory, "exit.json.new", directory, "exit.json");
    (void)close(file);
}

static uint32_t wait_status(const siginfo_t *end)
{
    uint32_t status = (uint32_t)end->si_status;
    if (end->si_code == CLD_EXITED)
        return status << 8;
    return end->si_code == CLD_DUMPED ? status | 0x80 : status;
}

static _Noreturn void finish(struct keeper *keeper)
{
    siginfo_t end = {0};
    struct plan *plan = keeper->plan;
    (void)waitid((idtype_t)KERNEL_P_PIDFD, (id_t)keeper->init, &end, WEXITED);
    hear_init(keeper); /* its last words may have come with its end */
    if (!keeper->executed && !keeper->said_failed)
        report_number(RECORD_ENDED, wait_status(&end));
    if (plan->console)
        console_end(plan->console, plan->state_directory);
    /* Before the cgroups, which may take a while. A start that failed leaves no exit, its directory is the engine's. */
    if (keeper->executed && plan->state_directory >= 0)
        write_exit(keeper, &end);
    for (const struct action *cgroup = plan->cgroup_ends.first; cgroup; cgroup = cgroup->next)
        end_cgroup(cgroup);
    drain_engine(keeper);
    _exit(0); /* the lock goes with the last descriptor */
}

void run_keeper(struct plan *plan)
{
    struct keeper keeper = {.plan = plan, .signals = -1, .pair = -1, .engine = ENGINE, .init = -1};
    leave_the_engine("cleat-keeper");
    report_number(RECORD_READY, (uint32_t)getpid());
    keeper.signals = block_signals();
    if (plan->console)
        console_listen(plan->console, plan->state_directory);
    begin(STEP_CLONE_INIT);
    clone_init(&keeper);
    supervise(&keeper);
    finish(&keeper);
}
