#include "cgroup_end.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "directory.h"

enum { ROUNDS = 400, DEPTH = 32 };

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

/* Visits the directory's subdirectories, then the directory itself. True when any visit was true. */
static bool walk(int parent, const char *name, int depth, bool (*visit)(int parent, const char *name))
{
    _Alignas(struct entry) char buffer[2048];
    long length;
    bool any = false;
    int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0)
        return false;
    while (depth < DEPTH && (length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length;) {
            const struct entry *entry = (const void *)(buffer + at);
            if (entry->type == 4 /* DT_DIR */ && strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0)
                any |= walk(directory, entry->name, depth + 1, visit);
            at += entry->length;
        }
    (void)close(directory);
    return visit(parent, name) || any;
}

/* True when the cgroup cannot be removed yet. */
static bool remove_one(int parent, const char *name)
{
    return unlinkat(parent, name, AT_REMOVEDIR) < 0 && errno == EBUSY;
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
static bool kill_one(int parent, const char *name)
{
    char pids[4096];
    int directory = openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int file = directory < 0 ? -1 : openat(directory, "cgroup.procs", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, pids, sizeof pids - 1);
    pids[length > 0 ? length : 0] = 0;
    if (file >= 0)
        (void)close(file);
    if (directory >= 0)
        (void)close(directory);
    return kill_listed(pids);
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
        any = walk(directory, ".", 0, kill_one);
        put(directory, "freezer.state", "THAWED");
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

static void remove_tree(const char *path)
{
    for (int round = 0; round < ROUNDS && walk(AT_FDCWD, path, 0, remove_one); round++)
        wait_a_little(round);
}

void end_cgroup(const struct action *end)
{
    int directory = open(end->target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0)
        return;
    if (end->kind == CGROUP_KILL_V2)
        kill_v2(directory);
    else if (end->kind == CGROUP_KILL_V1)
        kill_v1(directory);
    (void)close(directory);
    if (end->kind == CGROUP_REMOVE)
        remove_tree(end->target);
}
