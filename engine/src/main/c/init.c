#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cgroup_enter.h"
#include "credentials.h"
#include "execute.h"
#include "filter.h"
#include "hooks.h"
#include "kernel.h"
#include "namespaces.h"
#include "procfs.h"
#include "pty.h"
#include "report.h"
#include "root.h"
#include "stub.h"

/* The only descriptors that stay open above stdio, in the order in which they are given up; above them, first, the cgroups. */
enum { PAIR = ENGINE + 1, OUTPUT, PROCFS, LABEL = PROCFS };

/* The lock, the state directory and the log are the keeper's: here they would be a way to the host. */
static void keep_only(int pair, int output, int procfs, const struct list *cgroups)
{
    const int kept[] = {pair, output, procfs};
    int moved[3], next = PROCFS + 1, above = next + (int)cgroups->count;
    /* First out of the way: each may have a number that another one gets. */
    for (int i = 0; i < 3; i++)
        moved[i] = MUST(fcntl(kept[i], F_DUPFD_CLOEXEC, above), "the keeper's descriptors");
    for (struct action *cgroup = cgroups->first; cgroup; cgroup = cgroup->next)
        cgroup->file = MUST(fcntl(cgroup->file, F_DUPFD_CLOEXEC, above), cgroup->target);
    for (int i = 0; i < 3; i++)
        MUST(dup3(moved[i], PAIR + i, O_CLOEXEC), "the keeper's descriptors");
    for (struct action *cgroup = cgroups->first; cgroup; cgroup = cgroup->next)
        cgroup->file = MUST(dup3(cgroup->file, next++, O_CLOEXEC), cgroup->target);
    MUST(kernel_close_range((unsigned)above, ~0u, 0), "the keeper's descriptors");
    failures_also_to(PAIR);
}

/* A keeper that died before the signal was armed sends none: its socket tells (prctl(2), PR_SET_PDEATHSIG). */
static void arm_parent_death(void)
{
    char word = 0;
    MUST(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0), "parent-death signal");
    if (recv(PAIR, &word, sizeof word, 0) != sizeof word || word != WORD_GO)
        _exit(EXIT_FAILED);
}

/* setresuid cleared the signal (prctl(2)), so it is armed again and the keeper looked at again. */
static void rearm_parent_death(uint32_t signal)
{
    struct pollfd keeper = {.fd = PAIR, .events = 0, .revents = 0};
    MUST(prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0), "parent-death signal ", NUMBER(signal));
    if (MUST(poll(&keeper, 1, 0), "the keeper's socket") > 0)
        _exit(EXIT_FAILED);
}

static void become_root_of_namespace(const struct plan *plan)
{
    become_root(plan);
    rearm_parent_death(SIGKILL);
}

static void enter_namespaces(const struct plan *plan)
{
    enter_own_namespaces(plan, PROCFS);
    /* Only now: before, an unprivileged engine could not have written the maps of an undumpable process (proc(5)). */
    MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
}

static void set_up_loopback(const struct plan *plan)
{
    struct ifreq request = {.ifr_name = "lo"};
    if (!plan->loopback)
        return;
    int socket_fd = MUST(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "lo");
    MUST(ioctl(socket_fd, SIOCGIFFLAGS, &request), "lo");
    request.ifr_flags = (short)(request.ifr_flags | IFF_UP | IFF_RUNNING);
    MUST(ioctl(socket_fd, SIOCSIFFLAGS, &request), "lo");
    (void)close(socket_fd);
}

static void set_names(const struct plan *plan)
{
    if (plan->hostname && *plan->hostname)
        MUST(sethostname(plan->hostname, strlen(plan->hostname)), "host name ", plan->hostname);
    if (plan->domainname && *plan->domainname)
        MUST(setdomainname(plan->domainname, strlen(plan->domainname)), "domain name ", plan->domainname);
}

/* A start hook is the container's program: it gets the null device through a mount that protects the host's inode. */
static void protect_output(const struct plan *plan)
{
    if (!plan->root || plan->hook_output >= 0 || !has_hooks(plan, HOOK_START))
        return;
    int null = open_null();
    MUST(dup3(null, OUTPUT, O_CLOEXEC), "/dev/null");
    (void)close(null);
}

/* By init itself, while it lives: a dead one has no namespaces that the keeper could open. */
static void hand_over_namespaces(const struct plan *plan)
{
    char path[32];
    for (uint32_t i = 0; plan->end_command && i < plan->end_command->namespace_count; i++) {
        const char *name = plan->end_command->namespaces[i];
        strcpy(path, "self/ns/");
        strncat(path, name, sizeof path - sizeof "self/ns/");
        int namespace = MUST(openat(PROCFS, path, O_RDONLY | O_CLOEXEC), "namespace ", name);
        hand_over(PAIR, WORD_NAMESPACE, i, namespace);
        (void)close(namespace);
    }
}

/* Every process above this one would share the terminal, and a stub's program must have it for itself. */
static void take_terminal(const struct plan *plan)
{
    MUST(setsid(), "a session of its own");
    if (plan->console && plan->console_flags & CONSOLE_CONTROLLING && !(plan->console_flags & CONSOLE_APART))
        MUST(ioctl(0, TIOCSCTTY, 0), "console: controlling terminal");
}

static void drop_init_privileges(const struct plan *plan)
{
    write_keyring_label(plan, PROCFS);
    int label = open_label(plan, PROCFS);
    if (label >= 0)
        MUST(dup3(label, LABEL, O_CLOEXEC), "descriptors");
    /*
     * The host's /proc is gone before the first path inside is walked: a directory may be named /proc/self/fd/N
     * (CVE-2024-21626). The label's file is none.
     */
    MUST(kernel_close_range(label >= 0 ? LABEL + 1 : LABEL, ~0u, 0), "descriptors");
    (void)umask(022);
    if (!plan->stub)
        take_terminal(plan);
    drop_privileges(plan, enter_directory(plan));
    /* After what needs capabilities: a profile may hold from this moment, and forbid them. */
    write_label(plan, LABEL);
    rearm_parent_death(plan->parent_death_signal);
    /* Last: it can never be undone, and everything above may still need a privilege of a set-id or labelled kind. */
    if (plan->no_new_privileges) {
        MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges");
        load_filter(plan);
    }
}

static _Noreturn void execute_init(const struct plan *plan)
{
    MUST(kernel_close_range(OUTPUT, ~0u, 0), "descriptors");
    /* Said before execve: end of file after it means that the program runs, or that somebody killed init. */
    MUST(send(PAIR, (char[]){WORD_EXEC}, 1, MSG_NOSIGNAL), "the keeper's socket");
    if (plan->stub) {
        fork_from_stub(plan);
        take_terminal(plan);
    }
    execute(plan);
}

/* A step of its own only where there is something to run. */
static void run_hooks_of(const struct plan *plan, enum step step, uint32_t first, uint32_t last)
{
    bool any = false;
    for (uint32_t point = first; point <= last; point++)
        any |= has_hooks(plan, point);
    if (any)
        begin(step);
    for (uint32_t point = first; point <= last; point++)
        run_hooks(plan, point, OUTPUT);
}

void run_init(const struct plan *plan, int pair, int procfs)
{
    struct inside inside = {.root = -1, .procfs = PROCFS};
    keep_only(pair, plan->hook_output < 0 ? STDOUT_FILENO : plan->hook_output, procfs, &plan->init_enters);
    (void)prctl(PR_SET_NAME, "cleat-init");
    (void)umask(0); /* the plan says every mode exactly */

    begin(STEP_ARM_PARENT_DEATH);  arm_parent_death();
    begin(STEP_ENTER_CGROUP);      enter_cgroups(&plan->init_enters);
    inside.source_count = wait_at(GATE_MAPS, inside.sources, MAXIMUM_SOURCES); /* the host's turn: maps, mounts */
    begin(STEP_BECOME_ROOT);       become_root_of_namespace(plan);
    begin(STEP_ENTER_NAMESPACES);  enter_namespaces(plan);
    begin(STEP_SET_UP_LOOPBACK);   set_up_loopback(plan);
    if (plan->host_gate)
        wait_at(GATE_NAMESPACES, NULL, 0); /* the host's turn: the network, hooks that want the namespaces */
    run_hooks_of(plan, STEP_RUN_PRE_MOUNT_HOOKS, HOOK_PRE_MOUNT, HOOK_PRE_MOUNT);
    begin(STEP_MOUNT_ROOT);        mount_root(plan, &inside);
    begin(STEP_MOUNT_ENTRIES);     mount_entries(plan, &inside);
    begin(STEP_POPULATE_DEV);      populate_dev(plan, &inside);
    run_hooks_of(plan, STEP_RUN_MOUNT_HOOKS, HOOK_MOUNT, HOOK_AUTODEV);
    begin(STEP_OPEN_CONSOLE);      open_console(plan, &inside, PAIR);
    protect_output(plan);
    begin(STEP_PROTECT_PATHS);     protect_paths(plan, &inside);
    begin(STEP_PIVOT_ROOT);        pivot_into_root(plan, &inside);
    begin(STEP_SET_NAMES);         set_names(plan);
    begin(STEP_APPLY_SYSCTLS);     apply_sysctls(plan, &inside);
    hand_over_namespaces(plan);
    wait_at(GATE_LAST, NULL, 0); /* the host's turn: device policy, hooks that want it complete, state on disk */
    begin(STEP_DROP_PRIVILEGES);   drop_init_privileges(plan);
    run_hooks_of(plan, STEP_RUN_START_HOOKS, HOOK_START, HOOK_START);
    begin(STEP_EXECUTE_INIT);      execute_init(plan);
}
