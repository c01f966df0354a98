#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "kernel.h"

static void must_be_devpts(int fd, const char *path)
{
    struct statfs status;
    MUST(fstatfs(fd, &status), "console ", path);
    if (status.f_type != KERNEL_DEVPTS_MAGIC)
        FAIL(ENODEV, "console ", path, ": not in a devpts");
}

/* The directory is known to be a devpts before its ptmx is opened: a planted fifo would block, a device would act. */
static int open_ptmx_beneath(struct tree tree, const char *path)
{
    const char *name = NULL;
    int directory = make_parent_in(tree, path, &name);
    if (directory < 0)
        bad_target(path);
    must_be_devpts(directory, path);
    int master = MUST(kernel_openat2(directory, name, O_RDWR | O_NOCTTY | O_NONBLOCK, 0,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_XDEV), "console ", path);
    (void)close(directory);
    return master;
}

/* In a mount namespace of others, what is at a path is theirs, as in a root of the container's. */
static int open_ptmx(const struct plan *plan, const struct inside *inside)
{
    const char *path = plan->console_ptmx;
    if (plan->root)
        return open_ptmx_beneath(tree_of(inside), path);
    if (!(plan->joined & CLONE_NEWNS))
        return MUST(open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), "console ", path);
    struct inside shared = {.root = MUST(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), "/")};
    int master = open_ptmx_beneath(tree_of(&shared), path);
    (void)close(shared.root);
    return master;
}

static int open_master(const struct plan *plan, const struct inside *inside)
{
    struct stat status;
    const char *path = plan->console_ptmx;
    int master = open_ptmx(plan, inside);
    MUST(fstat(master, &status), "console ", path);
    if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(5, 2))
        FAIL(ENODEV, "console ", path, ": not a ptmx");
    MUST(ioctl(master, TIOCSPTLCK, &(int){0}), "console ", path);
    return master;
}

/* By descriptor and not by /dev/pts/N, where the image could have put something else (CVE-2025-52565). */
static int open_slave(const struct plan *plan, int master)
{
    struct winsize size = {.ws_row = plan->console_rows, .ws_col = plan->console_columns};
    int slave = MUST(ioctl(master, KERNEL_TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), "console: its slave");
    must_be_devpts(slave, plan->console_ptmx);
    MUST(ioctl(master, TIOCSWINSZ, &size), "console: its size");
    return slave;
}

/* Below a directory of /dev when there is one, and then a link leads to it from where programs look. */
static void bind_terminal(const struct plan *plan, const struct inside *inside, int slave, const char *name)
{
    char path[PATH_MAX] = "dev/";
    const char *directory = plan->tty_directory, *last = NULL;
    bool apart = directory && *directory;
    if (apart && strlen(directory) + strlen(name) + sizeof "dev//" > sizeof path)
        FAIL(ENAMETOOLONG, "/dev/", directory);
    if (apart)
        strcat(strcat(path, directory), "/");
    strcat(path, name);
    int target = make_in(tree_of(inside), path, KIND_FILE);
    if (target < 0)
        bad_target(path);
    int mount = MUST(kernel_open_tree(slave, "", KERNEL_AT_EMPTY_PATH), "bind of ", path);
    attach_mount(mount, target, path);
    if (!apart)
        return;
    char link[32] = "dev/";
    int parent = make_parent_in(tree_of(inside), strcat(link, name), &last);
    if (parent < 0)
        bad_target(link);
    if (symlinkat(path + strlen("dev/"), parent, name) < 0 && errno != EEXIST)
        FAIL(errno, "symbolic link ", link);
    (void)close(parent);
}

void hand_over(int pair, enum word word, uint32_t number, int fd)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control = {.space = {0}};
    struct iovec part = {(char[]){(char)word, (char)number}, 2};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space,
        .msg_controllen = sizeof control.space};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    MUST(sendmsg(pair, &message, MSG_NOSIGNAL), "a descriptor to the keeper");
}

int open_null(void)
{
    char path[40] = "/proc/self/fd/";
    int mount = clone_device("/dev/null", 1, 3);
    strcat(path, NUMBER((unsigned)mount));
    int null = MUST(open(path, O_RDWR | O_CLOEXEC), "/dev/null");
    (void)close(mount);
    return null;
}

static void become_stdio(int fd)
{
    for (int standard = 0; standard < 3; standard++)
        MUST(dup2(fd, standard), "standard descriptor ", NUMBER((unsigned)standard));
    (void)close(fd);
}

/* Made, shown and handed to the keeper as terminal number; returns its slave. */
static int make_terminal(const struct plan *plan, const struct inside *inside, int pair, uint32_t number)
{
    char name[24] = "console";
    int master = open_master(plan, inside);
    int slave = open_slave(plan, master);
    if (number > 0)
        strcat(strcpy(name, "tty"), NUMBER(number));
    /* The console is the program's, a tty is root's, who logs people in there. */
    uid_t owner = number == 0 && plan->has_credentials ? plan->uid : 0;
    MUST(fchown(slave, owner, (gid_t)-1), name, ": owner ", NUMBER(owner));
    MUST(fchmod(slave, 0620), name, ": mode");
    if (plan->root)
        bind_terminal(plan, inside, slave, name);
    hand_over(pair, WORD_MASTER, number, master);
    /* A master inside would let the container read what the operator types. */
    (void)close(master);
    return slave;
}

void open_console(const struct plan *plan, const struct inside *inside, int pair)
{
    int stdio = -1;
    if (plan->console)
        stdio = make_terminal(plan, inside, pair, 0);
    for (uint32_t number = 1; plan->console && number <= plan->tty_count; number++)
        (void)close(make_terminal(plan, inside, pair, number));
    if (stdio >= 0 && plan->console_flags & CONSOLE_APART) {
        (void)close(stdio);
        stdio = -1;
    }
    if (stdio < 0 && plan->root)
        stdio = open_null();
    if (stdio >= 0)
        become_stdio(stdio);
}
