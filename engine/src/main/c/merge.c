#include "merge.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "kernel.h"
#include "report.h"

/* On the container's own /dev, so that nothing of it shows in the image. */
#define SCRATCH "/dev/.cleat"

static void make_scratch(struct inside *inside)
{
    static const struct option mode = {NULL, "mode", "0755"};
    if (inside->has_scratch)
        return;
    int mount = new_mount("tmpfs", "", &mode, KERNEL_ATTR_NOSUID | KERNEL_ATTR_NODEV, SCRATCH);
    int target = make_in(tree_of(inside), SCRATCH, KIND_DIRECTORY);
    if (target < 0)
        bad_target(SCRATCH);
    attach_mount(mount, target, SCRATCH);
    inside->has_scratch = true;
}

/* "/usr/lib/my_gpu" as SCRATCH "/usr_.lib_.my__gpu_.": one component, and no other directory's. */
static void name_aside(char *path, const char *directory, size_t length)
{
    char *at = path + strlen(strcpy(path, SCRATCH "/"));
    for (size_t i = 1; i <= length; i++) { /* the root itself has a name too */
        char c = i == length ? '/' : directory[i];
        if (c == '/' || c == '_')
            *at++ = '_';
        *at++ = c == '/' ? '.' : c;
    }
    *at = 0;
}

/* The first file of a directory brings it, the others find it there. False: the source is missing and may be. */
static bool bring_directory(struct inside *inside, const struct action *action, const char *directory, const char *aside)
{
    int found = open_in(tree_of(inside), aside);
    if (found >= 0) {
        (void)close(found);
        return true;
    }
    int mount = kernel_open_tree(AT_FDCWD, directory, 0);
    if (mount < 0 && action->flags & MOUNT_SOURCE_OPTIONAL && (errno == ENOENT || errno == ENOTDIR))
        return false;
    MUST(mount, "source ", directory, " of the mount on ", action->target);
    set_attributes(mount, action);
    int target = make_in(tree_of(inside), aside, KIND_DIRECTORY);
    if (target < 0)
        bad_target(aside);
    attach_mount(mount, target, aside);
    return true;
}

/* What is there is kept beside it. -1: there is nothing, and nothing is to be made. */
static int open_place(struct inside *inside, const struct action *action, const char **name)
{
    char kept[NAME_MAX + 1];
    int found = open_in((struct tree){inside->root, KERNEL_RESOLVE_BENEATH}, action->target);
    if (found >= 0)
        (void)close(found);
    else if (errno == ENOENT && !(action->flags & (MOUNT_CREATE_FILE | MOUNT_CREATE_LIKE_SOURCE))) {
        if (action->flags & MOUNT_TARGET_OPTIONAL)
            return -1;
        bad_target(action->target);
    }
    int parent = make_parent_in(tree_of(inside), action->target, name);
    if (parent < 0)
        bad_target(action->target);
    if (strlen(*name) + sizeof ".orig" > sizeof kept)
        FAIL(ENAMETOOLONG, "target ", action->target);
    strcat(strcpy(kept, *name), ".orig");
    if (renameat(parent, *name, parent, kept) < 0 && errno != ENOENT)
        FAIL(errno, "target ", action->target, ": cannot be put aside");
    return parent;
}

void merge_file(struct inside *inside, const struct action *action)
{
    char directory[PATH_MAX], aside[2 * PATH_MAX + PATH_MAX + sizeof SCRATCH + 8];
    const char *slash = strrchr(action->source, '/'), *name = NULL;
    size_t length = slash ? (size_t)(slash - action->source) : 0;
    if (!slash || length >= sizeof directory || strlen(slash) + length >= PATH_MAX)
        FAIL(EINVAL, "source ", action->source, " of the mount on ", action->target);
    memcpy(directory, action->source, length);
    strcpy(directory + length, length > 0 ? "" : "/");
    make_scratch(inside);
    name_aside(aside, directory, length);
    if (!bring_directory(inside, action, directory, aside))
        return;
    int parent = open_place(inside, action, &name);
    if (parent < 0)
        return;
    MUST(symlinkat(strcat(aside, slash), parent, name), "symbolic link ", action->target);
    (void)close(parent);
}
