#include "paths.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "kernel.h"

static const char *without_slashes(const char *path)
{
    while (*path == '/')
        path++;
    return path;
}

/*
 * Not O_NOFOLLOW: together with O_PATH it would return a last symbolic link instead of refusing it (openat2(2),
 * RESOLVE_NO_SYMLINKS), and the mount would go where the image points (CVE-2015-1335, CVE-2026-41579).
 */
int open_in(struct tree tree, const char *path)
{
    return kernel_openat2(tree.fd, without_slashes(path), O_PATH, 0, tree.resolve);
}

/* Opens a component, as a directory that is made when missing. One component at a time: each is opened below a
 * descriptor, so a link that somebody puts in the way meanwhile is refused (CVE-2021-30465, CVE-2024-45310). */
static int enter(struct tree tree, const char *path, size_t length)
{
    char component[NAME_MAX + 1];
    if (length > NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(component, path, length);
    component[length] = 0;
    int next = open_in(tree, component);
    if (next < 0 && errno == ENOENT && (mkdirat(tree.fd, component, 0755) == 0 || errno == EEXIST))
        next = open_in(tree, component);
    return next;
}

int make_parent_in(struct tree tree, const char *path, const char **name)
{
    int at = fcntl(tree.fd, F_DUPFD_CLOEXEC, 0);
    path = without_slashes(path);
    while (at >= 0) {
        size_t length = strcspn(path, "/");
        *name = path;
        path = without_slashes(path + length);
        if (!*path)
            return at;
        int next = enter((struct tree){at, tree.resolve}, *name, length);
        (void)close(at);
        at = next;
    }
    return -1;
}

/* A file is made with O_EXCL: a dangling link in its place is an error, not a way to the host (CVE-2025-52565). */
static int make(int parent, const char *name, enum kind kind)
{
    if (kind == KIND_DIRECTORY)
        return mkdirat(parent, name, 0755);
    int file = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    return file < 0 ? -1 : close(file);
}

int make_in(struct tree tree, const char *path, enum kind kind)
{
    const char *name = NULL;
    int found = open_in(tree, path);
    if (found >= 0 || errno != ENOENT)
        return found;
    int parent = make_parent_in(tree, path, &name);
    if (parent < 0)
        return -1;
    int made = make(parent, name, kind);
    (void)close(parent);
    return made == 0 || errno == EEXIST ? open_in(tree, path) : -1;
}
