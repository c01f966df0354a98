#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "copy_up.h"
#include "kernel.h"
#include "merge.h"
#include "report.h"

struct tree tree_of(const struct inside *inside)
{
    return (struct tree){inside->root,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_MAGICLINKS};
}

void bad_target(const char *path)
{
    if (errno == ELOOP)
        FAIL(ELOOP, "target ", path, ": a symbolic link in the container's root");
    FAIL(errno, "target ", path);
}

/* The kernel says what it disliked in the context itself: "e tmpfs: Bad value for 'size'" (fsopen(2)). */
static void configure(int context, unsigned command, const char *key, const char *value, const char *const *what)
{
    char message[400];
    if (kernel_fsconfig(context, command, key, value) == 0)
        return;
    int error = errno;
    ssize_t length = read(context, message, sizeof message - 1);
    message[length > 0 ? length : 0] = 0;
    FAIL(error, "mount ", what[0], " on ", what[1], key ? ", option " : "", key ? key : "", length > 0 ? ": " : "",
         message[0] == 'e' ? message + 2 : message);
}

int new_mount(const char *type, const char *source, const struct option *options, uint64_t attributes,
              const char *target)
{
    const char *const what[] = {type, target};
    int context = MUST(kernel_fsopen(type), "mount ", type, " on ", target);
    if (source[0])
        configure(context, KERNEL_SET_STRING, "source", source, what);
    for (; options; options = options->next)
        configure(context, options->value ? KERNEL_SET_STRING : KERNEL_SET_FLAG, options->key, options->value, what);
    configure(context, KERNEL_CMD_CREATE, NULL, NULL, what);
    int mount = MUST(kernel_fsmount(context, (unsigned)attributes), "mount ", type, " on ", target);
    (void)close(context);
    return mount;
}

/*
 * Opened O_PATH and checked on the descriptor, so that nothing can be swapped between check and use; never the
 * container's /dev/null, which may be a link to a sysctl (CVE-2025-31133). Read-only: data still passes through a
 * device, but the container cannot change owner and mode of the HOST's inode.
 */
int clone_device(const char *path, uint32_t major, uint32_t minor)
{
    struct stat status;
    struct kernel_mount_attr attributes = {KERNEL_ATTR_RDONLY | KERNEL_ATTR_NOSUID | KERNEL_ATTR_NOEXEC, 0, 0, 0};
    int device = MUST(open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC), "device ", path);
    MUST(fstat(device, &status), "device ", path);
    if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(major, minor))
        FAIL(ENODEV, "device ", path, ": not the character device ", NUMBER(major), ":", NUMBER(minor));
    int mount = MUST(kernel_open_tree(device, "", KERNEL_AT_EMPTY_PATH), "device ", path);
    MUST(kernel_mount_setattr(mount, 0, &attributes), "device ", path);
    (void)close(device);
    return mount;
}

void attach_mount(int mount, int target, const char *path)
{
    MUST(kernel_move_mount(mount, target), "mount on ", path);
    (void)close(mount);
    (void)close(target);
}

void set_attributes(int mount, const struct action *action)
{
    struct kernel_mount_attr attributes = {action->set, action->clear, 0, 0};
    struct kernel_mount_attr propagation = {0, 0, action->propagation, 0};
    unsigned below = action->flags & MOUNT_ATTRIBUTES_RECURSIVE ? KERNEL_AT_RECURSIVE : 0;
    unsigned all = action->flags & MOUNT_RECURSIVE ? KERNEL_AT_RECURSIVE : 0;
    if (action->set | action->clear)
        MUST(kernel_mount_setattr(mount, below, &attributes), "attributes of the mount on ", action->target);
    if (action->propagation)
        MUST(kernel_mount_setattr(mount, all, &propagation), "propagation of the mount on ", action->target);
}

static int make_new(const struct action *action)
{
    /* Written to first, read-only afterwards. */
    uint64_t late = action->flags & MOUNT_COPY_UP ? KERNEL_ATTR_RDONLY : 0;
    return new_mount(action->fstype, action->source, action->options, action->set & ~late, action->target);
}

static int clone_inside(const struct inside *inside, const struct action *action, unsigned recursive)
{
    int source = open_in(tree_of(inside), action->source);
    if (source < 0)
        return -1;
    int mount = kernel_open_tree(source, "", KERNEL_AT_EMPTY_PATH | recursive);
    (void)close(source);
    return mount;
}

/* Its number among those that came through the gate. */
static int take_passed(struct inside *inside, const struct action *action)
{
    uint32_t number = 0;
    for (const char *at = action->source; *at >= '0' && *at <= '9' && number < MAXIMUM_SOURCES; at++)
        number = number * 10 + (uint32_t)(*at - '0');
    if (number >= inside->source_count || inside->sources[number] < 0)
        FAIL(EBADMSG, "source ", action->source, " of the mount on ", action->target, ": not passed");
    int mount = inside->sources[number];
    inside->sources[number] = -1;
    return mount;
}

/* -1: the source is missing and may be. */
static int make_mount(struct inside *inside, const struct action *action)
{
    unsigned recursive = action->flags & MOUNT_RECURSIVE ? KERNEL_AT_RECURSIVE : 0;
    if (action->kind == MOUNT_NEW)
        return make_new(action);
    if (action->kind == MOUNT_PASSED)
        return take_passed(inside, action);
    int mount = action->kind == MOUNT_BIND_INSIDE ? clone_inside(inside, action, recursive)
        : kernel_open_tree(AT_FDCWD, action->source, recursive);
    if (mount < 0 && action->flags & MOUNT_SOURCE_OPTIONAL && (errno == ENOENT || errno == ENOTDIR))
        return -1;
    return MUST(mount, "source ", action->source, " of the mount on ", action->target);
}

static bool is_directory(int mount)
{
    struct stat status;
    return fstat(mount, &status) == 0 && S_ISDIR(status.st_mode);
}

/* -1: the target is missing and may be. */
static int open_target(struct tree tree, const struct action *action, int mount)
{
    int target;
    if (action->flags & MOUNT_CREATE_DIRECTORY)
        target = make_in(tree, action->target, KIND_DIRECTORY);
    else if (action->flags & MOUNT_CREATE_FILE)
        target = make_in(tree, action->target, KIND_FILE);
    else if (action->flags & MOUNT_CREATE_LIKE_SOURCE)
        target = make_in(tree, action->target, is_directory(mount) ? KIND_DIRECTORY : KIND_FILE);
    else
        target = open_in(tree, action->target);
    if (target < 0 && !(action->flags & MOUNT_TARGET_OPTIONAL && errno == ENOENT))
        bad_target(action->target);
    return target;
}

void mount_action(struct tree tree, struct inside *inside, const struct action *action)
{
    if (action->flags & MOUNT_MERGE) {
        merge_file(inside, action);
        return;
    }
    int mount = make_mount(inside, action);
    if (mount < 0)
        return;
    if (action->flags & MOUNT_COPY_UP)
        copy_up(tree, action->target, mount);
    /* Before anybody can reach it. */
    if (action->kind != MOUNT_NEW || action->flags & MOUNT_COPY_UP || action->clear | action->propagation)
        set_attributes(mount, action);
    int target = open_target(tree, action, mount);
    if (target < 0)
        (void)close(mount);
    else
        attach_mount(mount, target, action->target);
}
