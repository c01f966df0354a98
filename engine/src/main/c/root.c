#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

/* The staging area lies on the host, where the administrator's links are followed. */
static void stage(const struct action *staging, struct inside *inside)
{
    struct tree host = {MUST(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), "/"), KERNEL_RESOLVE_NO_MAGICLINKS};
    for (const struct action *action = staging; action; action = action->next)
        if (action->type == RECORD_MOUNT)
            mount_action(host, inside, action);
        else if (mkdir(action->target, action->mode) < 0 && errno != EEXIST)
            FAIL(errno, "directory ", action->target);
    (void)close(host.fd);
}

void mount_root(const struct plan *plan, struct inside *inside)
{
    if (!plan->root && !((plan->clone_flags | plan->unshare_flags) & CLONE_NEWNS))
        return;
    /*
     * First of all mounts: a shared "/" would pass every later mount on to the host (mount_namespaces(7)). Slave and
     * not private, so that a bind that is meant to follow the host's mounts can.
     */
    MUST(mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL), "/ of the host as a slave");
    if (!plan->root)
        return;
    stage(plan->staging.first, inside);
    /* A mount of its own in any case: pivot_root(2) demands one, and "/" can become read-only without its source. */
    int mount = MUST(kernel_open_tree(AT_FDCWD, plan->root, KERNEL_AT_RECURSIVE), "root ", plan->root);
    int target = MUST(open(plan->root, O_PATH | O_DIRECTORY | O_CLOEXEC), "root ", plan->root);
    MUST(kernel_move_mount(mount, target), "root ", plan->root);
    (void)close(target);
    inside->root = mount;
}

void mount_entries(const struct plan *plan, struct inside *inside)
{
    struct tree host = {MUST(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), "/"), KERNEL_RESOLVE_NO_MAGICLINKS};
    for (const struct action *action = plan->mounts.first; action; action = action->next) {
        bool on_host = !plan->root || action->flags & MOUNT_TARGET_ON_HOST;
        mount_action(on_host ? host : tree_of(inside), inside, action);
    }
    (void)close(host.fd);
}

static void add_device(struct tree tree, const struct action *device)
{
    int mount = clone_device(device->source, device->major, device->minor);
    int target = make_in(tree, device->target, KIND_FILE);
    if (target < 0)
        bad_target(device->target);
    attach_mount(mount, target, device->target);
}

static void add_symlink(struct tree tree, const struct action *link)
{
    const char *name = NULL;
    int parent = make_parent_in(tree, link->target, &name);
    if (parent < 0)
        bad_target(link->target);
    if (symlinkat(link->source, parent, name) < 0 && errno != EEXIST)
        FAIL(errno, "symbolic link ", link->target);
    (void)close(parent);
}

/* What stands there in the end must be what was asked for, whoever made it. */
static void add_node(struct tree tree, const struct action *node)
{
    const char *name = NULL;
    struct stat status;
    dev_t number = makedev(node->major, node->minor);
    int parent = make_parent_in(tree, node->target, &name);
    if (parent < 0)
        bad_target(node->target);
    if (mknodat(parent, name, node->mode, number) < 0 && errno != EEXIST)
        FAIL(errno, "device node ", node->target);
    int made = MUST(openat(parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC), "device node ", node->target);
    MUST(fstat(made, &status), "device node ", node->target);
    if ((status.st_mode & S_IFMT) != (node->mode & S_IFMT) || status.st_rdev != number)
        FAIL(EEXIST, "device node ", node->target, ": something else is there");
    MUST(fchownat(made, "", node->uid, node->gid, (int)KERNEL_AT_EMPTY_PATH), "device node ", node->target, ": owner");
    (void)close(made);
    (void)close(parent);
}

void populate_dev(const struct plan *plan, const struct inside *inside)
{
    if (!plan->root)
        return;
    for (const struct action *action = plan->devices.first; action; action = action->next)
        if (action->type == RECORD_DEVICE)
            add_device(tree_of(inside), action);
        else if (action->type == RECORD_NODE)
            add_node(tree_of(inside), action);
        else
            add_symlink(tree_of(inside), action);
}

static void hide(int target, const char *path)
{
    static const struct option read_only = {NULL, "ro", NULL};
    struct stat status;
    MUST(fstat(target, &status), "hidden path ", path);
    int mount = S_ISDIR(status.st_mode)
        ? new_mount("tmpfs", "", &read_only,
                    KERNEL_ATTR_RDONLY | KERNEL_ATTR_NOSUID | KERNEL_ATTR_NODEV | KERNEL_ATTR_NOEXEC, path)
        : clone_device("/dev/null", 1, 3);
    attach_mount(mount, target, path);
}

/* Clone, attributes and attachment all act on the one opened target: no path is walked twice (GHSA-3q8j-pf29-vwv8). */
static void protect(int target, const char *path)
{
    struct kernel_mount_attr attributes = {KERNEL_ATTR_RDONLY, 0, 0, 0};
    int mount = MUST(kernel_open_tree(target, "", KERNEL_AT_EMPTY_PATH | KERNEL_AT_RECURSIVE), "protected path ", path);
    MUST(kernel_mount_setattr(mount, KERNEL_AT_RECURSIVE, &attributes), "protected path ", path);
    attach_mount(mount, target, path);
}

static void protect_root(const struct inside *inside)
{
    struct kernel_mount_attr attributes = {KERNEL_ATTR_RDONLY, 0, 0, 0};
    MUST(kernel_mount_setattr(inside->root, 0, &attributes), "protected path /");
}

/* Before the pivot: a mask is a clone of the host's /dev/null, whose mount leaves the namespace with the old root. */
void protect_paths(const struct plan *plan, const struct inside *inside)
{
    if (!plan->root)
        return;
    for (const struct action *action = plan->protections.first; action; action = action->next) {
        if (action->type == RECORD_PROTECT && action->target[strspn(action->target, "/")] == 0) {
            protect_root(inside);
            continue;
        }
        int target = open_in(tree_of(inside), action->target);
        /* Where root of a user namespace may not pass, nobody of the container may: its power is over all mapped ids. */
        if (target < 0 && (errno == ENOENT || (errno == EACCES && plan->become_root)))
            continue;
        if (target < 0)
            bad_target(action->target);
        if (action->type == RECORD_HIDE)
            hide(target, action->target);
        else
            protect(target, action->target);
    }
}

void pivot_into_root(const struct plan *plan, struct inside *inside)
{
    if (!plan->root)
        return;
    MUST(fchdir(inside->root), "root ", plan->root);
    /* "." twice needs no directory for the old root, so a read-only root will do (pivot_root(2), NOTES). */
    MUST(syscall(SYS_pivot_root, ".", "."), "root ", plan->root);
    /* "." is now the old root, on top of the new one. While it is attached, ".." leads to the host. */
    MUST(umount2(".", MNT_DETACH), "the host's root");
    MUST(chdir("/"), "/");
    /* Not before: pivot_root(2) refuses a shared root, which would pass the old one on. */
    if (plan->root_propagation)
        MUST(mount(NULL, "/", NULL, plan->root_propagation, NULL), "propagation of the root");
    (void)close(inside->root);
    inside->root = -1;
}

/* Never the container's /proc, which could be made to lead to other files (CVE-2025-52881). */
void apply_sysctls(const struct plan *plan, const struct inside *inside)
{
    if (!plan->sysctls.first)
        return;
    int directory = MUST(openat(inside->procfs, "sys", O_PATH | O_DIRECTORY | O_CLOEXEC), "sysctls");
    for (const struct action *action = plan->sysctls.first; action; action = action->next) {
        int file = MUST(kernel_openat2(directory, action->target, O_WRONLY, 0,
                                       KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS), "sysctl ", action->target);
        MUST(write(file, action->source, strlen(action->source)), "sysctl ", action->target, " = ", action->source);
        (void)close(file);
    }
    (void)close(directory);
}
