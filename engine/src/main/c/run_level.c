#include "run_level.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

enum { RECORDS = 256, RECORD = 384, RECORD_TIME64 = 400, TYPE_RUN_LEVEL = 1 };
enum { PATIENCE_SECONDS = 10, LOOKS_PER_SECOND = 5 };

struct watch {
    int procfs, mounts, changes; /* changes: of the directory with utmp in it */
    char root[32], children[48]; /* below procfs */
};

static int open_run(const struct watch *watch)
{
    int root = openat(watch->procfs, watch->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int run = kernel_openat2(root, "run", O_RDONLY | O_DIRECTORY, 0,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_MAGICLINKS);
    if (root >= 0)
        (void)close(root);
    return run;
}

/* The container may have mounted another /run since. */
static int look_anew(struct watch *watch)
{
    char path[40] = "/proc/self/fd/";
    int run = open_run(watch);
    if (watch->changes >= 0)
        (void)close(watch->changes);
    watch->changes = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (run >= 0)
        (void)inotify_add_watch(watch->changes, strcat(path, NUMBER((unsigned)run)), IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO);
    return run;
}

/* The last run level that is written down; 0: none. */
static char read_run_level(int run)
{
    union {
        struct {
            int16_t type;
            int32_t pid;       /* the run level and, above it, the one before */
        } head;
        char bytes[RECORD_TIME64];
    } record;
    struct stat status;
    char level = 0;
    int file = kernel_openat2(run, "utmp", O_RDONLY | O_NONBLOCK | O_NOCTTY, 0,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_XDEV);
    if (file < 0)
        return 0;
    bool readable = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    /* The C library inside decides how wide its times are. */
    ssize_t size = readable && status.st_size % RECORD == 0 ? RECORD : RECORD_TIME64;
    for (int i = 0; readable && i < RECORDS && read(file, &record, (size_t)size) == size; i++)
        if (record.head.type == TYPE_RUN_LEVEL)
            level = (char)(record.head.pid & 0xff);
    (void)close(file);
    return level;
}

/* proc(5), /proc/PID/task/TID/children: whose parent has ended is init's child, so that none means nobody. */
static bool is_alone(const struct watch *watch)
{
    char byte;
    int file = openat(watch->procfs, watch->children, O_RDONLY | O_CLOEXEC);
    bool alone = file >= 0 && read(file, &byte, 1) == 0;
    if (file >= 0)
        (void)close(file);
    return alone;
}

static char wait_for_level(struct watch *watch)
{
    for (;;) {
        char events[4096];
        int run = look_anew(watch);
        char level = run < 0 ? 0 : read_run_level(run);
        if (run >= 0)
            (void)close(run);
        if (level == '0' || level == '6')
            return level;
        struct pollfd polled[] = {{watch->changes, POLLIN, 0}, {watch->mounts, POLLPRI, 0}};
        (void)poll(polled, 2, -1);
        (void)!read(watch->changes, events, sizeof events);
        /* However busy its directory is: it is looked at a few times a second. */
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000000 / LOOKS_PER_SECOND}, NULL);
    }
}

static _Noreturn void watch_until_it_ends(struct watch *watch, int answer)
{
    (void)prctl(PR_SET_NAME, "cleat-runlevel");
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    char level = wait_for_level(watch);
    for (int look = 0; look < PATIENCE_SECONDS * LOOKS_PER_SECOND && !is_alone(watch); look++)
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000000 / LOOKS_PER_SECOND}, NULL);
    (void)!write(answer, &level, 1);
    _exit(0);
}

int watch_run_level(pid_t init, int procfs, pid_t *watcher)
{
    int answer[2];
    struct watch watch = {.changes = -1};
    const char *number = NUMBER((unsigned)init);
    if (pipe2(answer, O_CLOEXEC) < 0)
        return -1;
    *watcher = fork();
    if (*watcher == 0) {
        strcat(strcpy(watch.root, number), "/root");
        strcat(strcat(strcat(strcpy(watch.children, number), "/task/"), number), "/children");
        /* Only the /proc of before: what the container may block must hold nothing of the keeper's. */
        MUST(dup3(procfs, ENGINE, O_CLOEXEC), "/proc");
        MUST(dup3(answer[1], ENGINE + 1, O_CLOEXEC), "a pipe");
        MUST(kernel_close_range(ENGINE + 2, ~0u, 0), "descriptors");
        watch.procfs = ENGINE;
        char mounts[48];
        watch.mounts = openat(watch.procfs, strcat(strcpy(mounts, number), "/mountinfo"), O_RDONLY | O_CLOEXEC);
        watch_until_it_ends(&watch, ENGINE + 1);
    }
    (void)close(answer[1]);
    return answer[0];
}
