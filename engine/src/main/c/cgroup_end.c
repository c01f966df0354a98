#include "cgroup_end.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "cgroup_tree.h"

enum { ROUNDS = 400 };

/* 1 ms and then 5: processes that were just killed need a moment, and a stuck one must not keep us for long. */
static void wait_a_little(int round)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = round < 20 ? 1000000 : 5000000}, NULL);
}

static void put(int directory, const char *name, const char *text)
{
    int file = openat(directory, name, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    (void)!write(file, text, strlen(text));
    (void)close(file);
}

static bool has_text(int directory, const char *name, const char *text)
{
    char content[256];
    int file = openat(directory, name, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, content, sizeof content - 1);
    if (file >= 0)
        (void)close(file);
    content[length > 0 ? length : 0] = 0;
    return strstr(content, text);
}

/* Kills the pids of one chunk; what is cut off at its end is read again in the next round. */
static bool kill_listed(const char *text)
{
    bool any = false;
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        pid_t pid = 0;
        for (const char *at = text; at < end; at++)
            pid = pid * 10 + (*at - '0');
        if (pid > 1 && pid != getpid()) {
            (void)kill(pid, SIGKILL);
            any = true;
        }
    }
    return any;
}

/* True when the cgroup had processes. */
static bool kill_one(int directory)
{
    char pids[4096];
    int file = openat(directory, "cgroup.procs", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, pids, sizeof pids - 1);
    pids[length > 0 ? length : 0] = 0;
    if (file >= 0)
        (void)close(file);
    return kill_listed(pids);
}

/* A cgroup that the container has frozen itself: its processes would not even die of SIGKILL. */
static bool thaw_one(int directory)
{
    put(directory, "freezer.state", "THAWED");
    return false;
}

/*
 * Frozen, so that no process can fork away between the list and the signal, and no pid can pass to another process:
 * the dead stay until they are thawed (kernel, cgroup-v1/freezer-subsystem).
 */
static void kill_v1(int directory)
{
    bool any = true;
    for (int round = 0; any && round < ROUNDS; round++) {
        put(directory, "freezer.state", "FROZEN");
        for (int wait = 0; wait < 20 && !has_text(directory, "freezer.state", "FROZEN"); wait++)
            wait_a_little(wait);
        any = visit_cgroups(directory, kill_one);
        (void)visit_cgroups(directory, thaw_one);
        if (any)
            wait_a_little(round);
    }
}

static void kill_v2(int directory)
{
    put(directory, "cgroup.kill", "1");
    for (int round = 0; round < ROUNDS && has_text(directory, "cgroup.events", "populated 1"); round++)
        wait_a_little(round);
}

static bool is_removed(const char *path)
{
    int top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool clear = top >= 0 && clear_cgroup(top);
    if (top >= 0)
        (void)close(top);
    return top < 0 || (clear && (unlinkat(AT_FDCWD, path, AT_REMOVEDIR) == 0 || errno != EBUSY));
}

static void remove_tree(const char *path)
{
    for (int round = 0; round < ROUNDS && !is_removed(path); round++)
        wait_a_little(round);
}

void remove_empty_cgroup(const char *path)
{
    /* One that was reaped this moment may still count. */
    for (int round = 0; round < 10 && rmdir(path) < 0 && errno == EBUSY; round++)
        wait_a_little(round);
}

void end_cgroup(const struct action *end)
{
    if (end->kind == CGROUP_REMOVE)
        remove_tree(end->target);
    if (end->kind == CGROUP_PRUNE)
        (void)unlinkat(AT_FDCWD, end->target, AT_REMOVEDIR); /* others may be in it */
    if (end->kind == CGROUP_REMOVE || end->kind == CGROUP_PRUNE)
        return;
    int directory = open(end->target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0)
        return;
    if (end->kind == CGROUP_KILL_V2)
        kill_v2(directory);
    else
        kill_v1(directory);
    (void)close(directory);
}
