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
#include "credentials.h"
#include "execute.h"
#include "kernel.h"
#include "report.h"
#include "root.h"

enum { PAIR = ENGINE + 1 }; /* the only two descriptors that stay open above stdio */

/* The lock, the state directory and the log are the keeper's: here they would be a way to the host. */
static void keep_only_the_pair(int pair)
{
    if (pair != PAIR)
        MUST(dup3(pair, PAIR, O_CLOEXEC), "the keeper's socket");
    MUST(kernel_close_range(PAIR + 1, ~0u, 0), "the keeper's descriptors");
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
    /*
     * Here and not in the clone: a cgroup namespace shows as its root the cgroup one is in when making it, a network
     * namespace gives its files in /sys to the ids that are mapped then (cgroup_namespaces(7), LXC start.c).
     */
    if (plan->unshare_flags)
        MUST(unshare((int)plan->unshare_flags), "namespaces ", NUMBER(plan->unshare_flags));
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

static void drop_init_privileges(const struct plan *plan)
{
    /* Before the first path inside is walked: a directory may be named /proc/self/fd/N (CVE-2024-21626). */
    MUST(kernel_close_range(PAIR + 1, ~0u, 0), "descriptors");
    (void)umask(022);
    MUST(setsid(), "a session of its own");
    if (plan->console && !plan->init_without_console && plan->console_flags & CONSOLE_CONTROLLING)
        MUST(ioctl(0, TIOCSCTTY, 0), "console: controlling terminal");
    drop_privileges(plan, enter_directory(plan));
    rearm_parent_death(plan->parent_death_signal);
    /* Last: it can never be undone, and everything above may still need a privilege of a set-id or labelled kind. */
    if (plan->no_new_privileges)
        MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges");
}

static _Noreturn void execute_init(const struct plan *plan)
{
    /* Said before execve: end of file after it means that the program runs, or that somebody killed init. */
    MUST(send(PAIR, (char[]){WORD_EXEC}, 1, MSG_NOSIGNAL), "the keeper's socket");
    execute(plan);
}

void run_init(const struct plan *plan, int pair)
{
    struct inside inside = {-1, -1};
    keep_only_the_pair(pair);
    (void)prctl(PR_SET_NAME, "cleat-init");
    (void)umask(0); /* the plan says every mode exactly */

    begin(STEP_ARM_PARENT_DEATH);  arm_parent_death();
    wait_at_gate(1); /* the host's turn: maps, cgroups, network */
    begin(STEP_BECOME_ROOT);       become_root_of_namespace(plan);
    begin(STEP_ENTER_NAMESPACES);  enter_namespaces(plan);
    begin(STEP_SET_UP_LOOPBACK);   set_up_loopback(plan);
    begin(STEP_MOUNT_ROOT);        mount_root(plan, &inside);
    begin(STEP_MOUNT_ENTRIES);     mount_entries(plan, &inside);
    begin(STEP_POPULATE_DEV);      populate_dev(plan, &inside);
    begin(STEP_OPEN_CONSOLE);      open_console(plan, &inside, PAIR);
    begin(STEP_PROTECT_PATHS);     protect_paths(plan, &inside);
    begin(STEP_PIVOT_ROOT);        pivot_into_root(plan, &inside);
    begin(STEP_SET_NAMES);         set_names(plan);
    begin(STEP_APPLY_SYSCTLS);     apply_sysctls(plan, &inside);
    wait_at_gate(2); /* the host's turn: device policy, state on disk */
    begin(STEP_DROP_PRIVILEGES);   drop_init_privileges(plan);
    begin(STEP_EXECUTE_INIT);      execute_init(plan);
}
