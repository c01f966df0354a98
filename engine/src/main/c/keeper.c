#include "keeper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "cgroup_end.h"
#include "cgroup_enter.h"
#include "console.h"
#include "ending.h"
#include "init.h"
#include "kernel.h"
#include "leave.h"
#include "namespaces.h"
#include "procfs.h"
#include "report.h"
#include "run_level.h"

enum { SIGNALS, PAIR, ENGINE_SIDE, INIT, RUN_LEVEL, TERMINALS = KEEPER_POLLED };

struct keeper {
    struct plan *plan;
    int signals, pair, engine, init; /* -1 once it is not listened to any more; init is a pidfd */
    int procfs, run_level, namespaces[NAMESPACE_KINDS];
    pid_t init_pid, watcher;
    bool said_exec, said_failed, executed, committed;
    int ended_as;              /* signal that a run level stands for, or 0 */
    time_t started;
};

/* Before the clone: otherwise init's end could come before anybody listens (LXC start.c). */
static int block_signals(void)
{
    MUST(kernel_block_signals(), "signal mask");
    return MUST(kernel_signalfd(SFD_CLOEXEC | SFD_NONBLOCK), "signals");
}

static void clone_init(struct keeper *keeper)
{
    const struct plan *plan = keeper->plan;
    int pair[2];
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "a socket to init");
    open_cgroups(&plan->init_enters);
    keeper->init_pid = clone_init_process(plan, keeper->procfs, &keeper->init);
    if (keeper->init_pid == 0)
        run_init(plan, pair[1], keeper->procfs);
    (void)close(pair[1]);
    keeper->pair = pair[0];
    for (const struct action *cgroup = plan->init_enters.first; cgroup; cgroup = cgroup->next)
        (void)close(cgroup->file);
    /* Held open, they would keep the others' namespaces alive. */
    for (const struct join *join = plan->joins; join; join = join->next)
        (void)close(join->fd);
    if (plan->hook_output >= 0)
        (void)close(plan->hook_output);
    /* Only after the clone, which hands it on: init must stay dumpable until its maps are written. */
    MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
    /* The engine must know the pid before init waits for what is done to it: only then is init let go. */
    report_number(RECORD_CHILD, (uint32_t)keeper->init_pid);
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
        if (keeper->plan->utmp)
            keeper->run_level = watch_run_level(keeper->init_pid, keeper->procfs, &keeper->watcher);
    }
}

/* The console is terminal 0. A number that nobody has is a descriptor to close. */
static void start_terminal(const struct keeper *keeper, uint32_t number, int master)
{
    if (number == 0 && keeper->plan->console)
        console_start(keeper->plan->console, master);
    else if (number > 0 && number <= keeper->plan->tty_count)
        console_start(&keeper->plan->ttys[number - 1], master);
    else if (master >= 0)
        (void)close(master);
}

static void hear_init(struct keeper *keeper)
{
    while (keeper->pair >= 0) {
        unsigned char word[2] = {0, 0};
        union {
            struct cmsghdr header;
            char space[CMSG_SPACE(sizeof(int))];
        } control;
        struct iovec part = {word, sizeof word};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space,
            .msg_controllen = sizeof control.space};
        ssize_t length = recvmsg(keeper->pair, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length <= 0)
            init_hung_up(keeper);
        else if (word[0] == WORD_MASTER)
            start_terminal(keeper, word[1], passed_descriptor(&message));
        else if (word[0] == WORD_NAMESPACE && word[1] < NAMESPACE_KINDS)
            keeper->namespaces[word[1]] = passed_descriptor(&message);
        keeper->said_exec |= word[0] == WORD_EXEC;
        keeper->said_failed |= word[0] == WORD_FAILED;
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
        if (!keeper->plan->no_forward && info.ssi_signo != SIGCHLD && info.ssi_signo != SIGWINCH && info.ssi_signo != SIGPIPE)
            (void)kernel_pidfd_send_signal(keeper->init, (int)info.ssi_signo);
}

/* The run level that init wrote is as good as its reboot(2): SIGINT or SIGHUP is what that would have ended it with. */
static void obey_run_level(struct keeper *keeper)
{
    char level = 0;
    if (read(keeper->run_level, &level, 1) == 1) {
        keeper->ended_as = level == '6' ? SIGHUP : SIGINT;
        kill_init(keeper);
    }
    (void)close(keeper->run_level);
    keeper->run_level = -1;
}

/* The console, if there is one, then the ttys. */
static uint32_t terminal_count(const struct keeper *keeper)
{
    return keeper->plan->console ? 1 + keeper->plan->tty_count : 0;
}

static struct console *terminal(const struct keeper *keeper, uint32_t number)
{
    return number == 0 ? keeper->plan->console : &keeper->plan->ttys[number - 1];
}

/* poll(2) takes no more entries than there may be descriptors (RLIMIT_NOFILE), were they all -1. */
static void poll_open(struct pollfd *all, struct pollfd *open, size_t count, int patience)
{
    nfds_t opened = 0;
    for (size_t i = 0; i < count; i++)
        if (all[i].fd >= 0)
            open[opened++] = all[i];
    if (poll(open, opened, patience) < 0 && errno != EINTR)
        FAIL(errno, "poll");
    while (count-- > 0)
        if (all[count].fd >= 0)
            all[count].revents = open[--opened].revents;
}

static void supervise(struct keeper *keeper)
{
    struct pollfd *polled = keeper->plan->polled;
    uint32_t terminals = terminal_count(keeper);
    for (;;) {
        int patience = -1;
        polled[SIGNALS] = (struct pollfd){keeper->signals, POLLIN, 0};
        polled[PAIR] = (struct pollfd){keeper->pair, POLLIN, 0};
        polled[ENGINE_SIDE] = (struct pollfd){keeper->engine, keeper->executed ? POLLIN : 0, 0};
        polled[INIT] = (struct pollfd){keeper->init, POLLIN, 0};
        polled[RUN_LEVEL] = (struct pollfd){keeper->run_level, POLLIN, 0};
        for (uint32_t i = 0; i < terminals; i++) {
            int wish = console_poll(terminal(keeper, i), polled + TERMINALS + i * CONSOLE_POLLED);
            patience = wish >= 0 && (patience < 0 || wish < patience) ? wish : patience;
        }
        poll_open(polled, keeper->plan->polled_open, TERMINALS + terminals * CONSOLE_POLLED, patience);
        if (polled[SIGNALS].revents)
            forward_signals(keeper);
        if (polled[PAIR].revents)
            hear_init(keeper);
        if (polled[ENGINE_SIDE].revents)
            hear_engine(keeper);
        if (polled[RUN_LEVEL].revents)
            obey_run_level(keeper);
        for (uint32_t i = 0; i < terminals; i++)
            console_serve(terminal(keeper, i), polled + TERMINALS + i * CONSOLE_POLLED);
        if (polled[INIT].revents)
            return;
    }
}

static uint32_t wait_status(const siginfo_t *end)
{
    uint32_t status = (uint32_t)end->si_status;
    if (end->si_code == CLD_EXITED)
        return status << 8;
    return end->si_code == CLD_DUMPED ? status | 0x80 : status;
}

/* Hooks and watchers leave children behind that are not init: only init's end is an end. */
static void await_init(struct keeper *keeper, siginfo_t *end)
{
    if (keeper->watcher > 0) {
        (void)kill(keeper->watcher, SIGKILL);
        (void)waitpid(keeper->watcher, NULL, 0);
    }
    (void)waitid((idtype_t)KERNEL_P_PIDFD, (id_t)keeper->init, end, WEXITED);
    if (keeper->ended_as && end->si_code != CLD_EXITED) {
        end->si_code = CLD_KILLED;
        end->si_status = keeper->ended_as;
    }
}

static void end_cgroups(const struct plan *plan, bool removed)
{
    for (const struct action *cgroup = plan->cgroup_ends.first; cgroup; cgroup = cgroup->next)
        if ((cgroup->kind >= CGROUP_REMOVE) == removed)
            end_cgroup(cgroup);
}

/* Whether the start was finished may be decided this moment; nobody but the engine knows. */
static void await_commitment(struct keeper *keeper)
{
    uint32_t word[2] = {0, 0};
    if (keeper->engine >= 0 && !keeper->committed)
        keeper->committed = recv(ENGINE, word, sizeof word, 0) == sizeof word && word[0] == RECORD_COMMIT;
}

static _Noreturn void finish(struct keeper *keeper)
{
    siginfo_t end = {0};
    struct plan *plan = keeper->plan;
    await_init(keeper, &end);
    hear_init(keeper); /* its last words may have come with its end */
    if (!keeper->executed && !keeper->said_failed)
        report_number(RECORD_ENDED, wait_status(&end));
    for (uint32_t i = 0; i < terminal_count(keeper); i++)
        console_end(terminal(keeper, i), plan->state_directory);
    /* The engine tells of RUNNING before it commits: the journal has no end without a beginning before it. */
    if (keeper->executed) {
        await_commitment(keeper);
        note_state(plan, "STOPPING");
    }
    end_cgroups(plan, false);
    /* A start that failed leaves no exit, its directory is the engine's. Figures first: who sees the exit has them. */
    if (keeper->executed && plan->state_directory >= 0) {
        copy_last_figures(plan);
        keep_last_output(plan);
        write_exit(plan, &end, keeper->started);
    }
    end_cgroups(plan, true);
    if (keeper->executed)
        note_state(plan, "STOPPED");
    if (keeper->committed && wants_command(plan, &end))
        become_command(plan, keeper->namespaces);
    drain_engine(keeper);
    _exit(0); /* the lock goes with the last descriptor */
}

void run_keeper(struct plan *plan)
{
    struct keeper keeper = {.plan = plan, .signals = -1, .pair = -1, .engine = ENGINE, .init = -1, .run_level = -1};
    memset(keeper.namespaces, -1, sizeof keeper.namespaces);
    leave_the_engine("cleat-keeper", plan->born_in);
    open_cgroups(&plan->entered);
    enter_cgroups(&plan->entered);
    report_number(RECORD_READY, (uint32_t)getpid());
    keeper.signals = block_signals();
    keeper.procfs = open_procfs();
    for (uint32_t i = 0; i < terminal_count(&keeper); i++)
        console_listen(terminal(&keeper, i), plan->state_directory);
    begin(STEP_CLONE_INIT);
    clone_init(&keeper);
    supervise(&keeper);
    finish(&keeper);
}
