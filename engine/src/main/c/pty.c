/* Init's half of the console: a PTY of the container's devpts, slave on /dev/console, master to the keeper. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "kernel.h"
#include "mounts.h"
#include "report.h"
#include "root.h"

static void must_be_devpts(int fd, const char *path)
{
    struct statfs status;
    MUST(fstatfs(fd, &status), "console ", path);
    if (status.f_type != KERNEL_DEVPTS_MAGIC)
        FAIL(ENODEV, "console ", path, ": not in a devpts");
}

/* The directory is known to be a devpts before its ptmx is opened: a planted fifo would block, a device would act. */
static int open_ptmx_beneath(const struct inside *inside, const char *path)
{
    struct tree tree = {inside->root, KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS};
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

static int open_master(const struct plan *plan, const struct inside *inside)
{
    struct stat status;
    const char *path = plan->console_ptmx;
    int master = plan->root ? open_ptmx_beneath(inside, path)
        : MUST(open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), "console ", path);
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
    if (plan->has_credentials)
        MUST(fchown(slave, plan->uid, (gid_t)-1), "console: owner ", NUMBER(plan->uid));
    MUST(fchmod(slave, 0620), "console: mode");
    return slave;
}

static void bind_console(const struct inside *inside, int slave)
{
    struct tree tree = {inside->root,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_MAGICLINKS};
    int target = make_in(tree, "dev/console", KIND_FILE);
    if (target < 0)
        bad_target("/dev/console");
    int mount = MUST(kernel_open_tree(slave, "", KERNEL_AT_EMPTY_PATH), "console: bind of the slave");
    attach_mount(mount, target, "/dev/console");
}

static void send_master(int pair, int master)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control = {.space = {0}};
    struct iovec word = {(char[]){WORD_MASTER}, 1};
    struct msghdr message = {.msg_iov = &word, .msg_iovlen = 1, .msg_control = control.space,
        .msg_controllen = sizeof control.space};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &master, sizeof master);
    MUST(sendmsg(pair, &message, MSG_NOSIGNAL), "console: the master to the keeper");
}

/* Without a console of init's own: the verified null device, and through a mount that protects the host's inode. */
static int open_null(void)
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

void open_console(const struct plan *plan, const struct inside *inside, int pair)
{
    if (plan->console) {
        int master = open_master(plan, inside);
        int slave = open_slave(plan, master);
        if (plan->root)
            bind_console(inside, slave);
        send_master(pair, master);
        /* A master inside would let the container read what the operator types. */
        (void)close(master);
        if (!plan->init_without_console) {
            become_stdio(slave);
            return;
        }
        (void)close(slave);
    }
    if (plan->root)
        become_stdio(open_null());
}
