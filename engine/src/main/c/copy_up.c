#include "copy_up.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "directory.h"
#include "kernel.h"
#include "report.h"

enum { DEPTH = 64, LINK = 4096 };

/* One component, of the same mount, no link: what the image put there leads nowhere (CVE-2021-30465). */
static int open_beneath(int directory, const char *name, int flags)
{
    return kernel_openat2(directory, name, flags | O_NOFOLLOW | O_NONBLOCK, 0,
        KERNEL_RESOLVE_BENEATH | KERNEL_RESOLVE_NO_SYMLINKS | KERNEL_RESOLVE_NO_XDEV);
}

/* Owner before mode, since chown(2) takes set-id bits away. An id that is not mapped here stays ours. */
static void copy_status(int to, const struct stat *status, const char *name)
{
    const struct timespec times[] = {status->st_atim, status->st_mtim};
    (void)fchown(to, status->st_uid, status->st_gid);
    MUST(fchmod(to, status->st_mode & 07777), "copy of ", name, ": mode");
    (void)futimens(to, times);
}

static void copy_file(int from, int to, const char *name)
{
    char bytes[16384];
    ssize_t length;
    while ((length = MUST(read(from, bytes, sizeof bytes), "copy of ", name)) > 0)
        for (ssize_t done = 0; done < length;)
            done += MUST(write(to, bytes + done, (size_t)(length - done)), "copy of ", name);
}

static void copy_link(int from, int to, const char *name, const struct stat *status)
{
    char content[LINK];
    ssize_t length = MUST(readlinkat(from, name, content, sizeof content - 1), "copy of ", name);
    content[length] = 0;
    MUST(symlinkat(content, to, name), "copy of ", name);
    (void)fchownat(to, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW);
}

static void copy_directory(int from, int to, int depth);

static void copy_entry(int from, int to, const char *name, int depth)
{
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
        return; /* gone meanwhile */
    if (S_ISLNK(status.st_mode)) {
        copy_link(from, to, name, &status);
        return;
    }
    bool is_directory = S_ISDIR(status.st_mode);
    if (!is_directory && !S_ISREG(status.st_mode))
        return; /* devices, sockets and pipes are somebody's who makes them anew */
    int source = open_beneath(from, name, is_directory ? O_RDONLY | O_DIRECTORY : O_RDONLY);
    if (source < 0 && errno == EXDEV)
        return; /* another mount's */
    MUST(source, "copy of ", name);
    MUST(fstat(source, &status), "copy of ", name);
    if (is_directory)
        MUST(mkdirat(to, name, 0700), "copy of ", name);
    else if (!S_ISREG(status.st_mode))
        FAIL(EINVAL, "copy of ", name, ": no file any more");
    int flags = is_directory ? O_RDONLY | O_DIRECTORY : O_WRONLY | O_CREAT | O_EXCL;
    int copy = MUST(openat(to, name, flags | O_NOFOLLOW | O_CLOEXEC, 0600), "copy of ", name);
    if (is_directory)
        copy_directory(source, copy, depth + 1);
    else
        copy_file(source, copy, name);
    copy_status(copy, &status, name);
    (void)close(source);
    (void)close(copy);
}

static void copy_directory(int from, int to, int depth)
{
    _Alignas(struct entry) char buffer[2048];
    long length;
    if (depth > DEPTH)
        FAIL(ELOOP, "copy of a directory: too deep");
    while ((length = syscall(SYS_getdents64, from, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length;) {
            const struct entry *entry = (const void *)(buffer + at);
            if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0)
                copy_entry(from, to, entry->name, depth);
            at += entry->length;
        }
}

void copy_up(struct tree tree, const char *path, int mount)
{
    struct stat status;
    int target = open_in(tree, path);
    if (target < 0 && errno == ENOENT)
        return;
    MUST(target, "copy of ", path);
    /* Opened again by the descriptor, to be read this time. */
    int from = MUST(kernel_openat2(target, ".", O_RDONLY | O_DIRECTORY, 0, 0), "copy of ", path);
    MUST(fstat(from, &status), "copy of ", path);
    /* A mount's own descriptor is for paths only. */
    int to = MUST(openat(mount, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), "copy of ", path);
    copy_directory(from, to, 0);
    copy_status(to, &status, path);
    (void)close(from);
    (void)close(to);
    (void)close(target);
}
