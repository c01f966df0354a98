#include "cgroup_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "directory.h"

/*
 * One directory is open at a time. The way up is "..": a cgroup is never moved below another one (cgroup_rename in
 * kernel/cgroup/cgroup-v1.c, "only renames of the same parent"; v2 renames none), and the depth says where the top is.
 */
struct place {
    int directory;
    unsigned depth;
};

static bool is_below(const struct entry *entry)
{
    return entry->type == 4 /* DT_DIR */ && strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0;
}

static bool go(struct place *place, const char *name)
{
    int next = openat(place->directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0)
        return false;
    (void)close(place->directory);
    place->directory = next;
    return true;
}

static bool down(struct place *place, const char *name)
{
    if (!go(place, name))
        return false;
    place->depth++;
    return true;
}

static bool up(struct place *place)
{
    if (place->depth == 0 || !go(place, ".."))
        return false;
    place->depth--;
    return true;
}

static struct place begin_at(int top)
{
    return (struct place){openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0};
}

/* The next one from where the directory was read to, or after that of a given number, which is where we come from. */
static bool next_below(int directory, uint64_t after, char *name)
{
    _Alignas(struct entry) char buffer[8192];
    long length;
    while ((length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length;) {
            const struct entry *entry = (const void *)(buffer + at);
            at += entry->length;
            if (after) {
                after = entry->inode == after ? 0 : after;
            } else if (is_below(entry)) {
                strcpy(name, entry->name);
                (void)lseek(directory, entry->offset, SEEK_SET);
                return true;
            }
        }
    return false;
}

bool visit_cgroups(int top, bool (*visit)(int directory))
{
    char name[NAME_MAX + 1];
    struct place place = begin_at(top);
    bool any = place.directory >= 0 && visit(place.directory), more = place.directory >= 0;
    uint64_t after = 0;
    while (more) {
        struct stat here;
        if (next_below(place.directory, after, name)) {
            after = 0;
            if (down(&place, name))
                any |= visit(place.directory);
            continue;
        }
        after = fstat(place.directory, &here) == 0 ? here.st_ino : 0;
        more = after && up(&place);
    }
    if (place.directory >= 0)
        (void)close(place.directory);
    return any;
}

/* Removes the empty ones; false when there is none left, else the first that cannot be removed yet. */
static bool first_busy(int directory, char *name, bool *removed)
{
    _Alignas(struct entry) char buffer[8192];
    long length;
    (void)lseek(directory, 0, SEEK_SET);
    while ((length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length;) {
            const struct entry *entry = (const void *)(buffer + at);
            at += entry->length;
            if (!is_below(entry))
                continue;
            if (unlinkat(directory, entry->name, AT_REMOVEDIR) == 0) {
                *removed = true;
            } else if (errno == EBUSY) {
                strcpy(name, entry->name);
                return true;
            }
        }
    return false;
}

bool clear_cgroup(int top)
{
    char name[NAME_MAX + 1];
    struct place place = begin_at(top);
    bool is_clear = false, more = place.directory >= 0;
    while (more) {
        bool removed = false, busy = first_busy(place.directory, name, &removed);
        is_clear = !busy && place.depth == 0;
        /* What has nothing below it, and had nothing when we came, is busy with processes. */
        more = busy ? down(&place, name) : removed && up(&place);
    }
    if (place.directory >= 0)
        (void)close(place.directory);
    return is_clear;
}
