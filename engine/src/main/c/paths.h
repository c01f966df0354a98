/* Paths inside a root that the container's image wrote: no symbolic link is followed, nothing leaves the root. */
#ifndef CLEAT_PATHS_H
#define CLEAT_PATHS_H

#include <stdbool.h>
#include <stdint.h>

/* Where a path starts, and how far its resolution may go. */
struct tree {
    int fd;
    uint64_t resolve;
};

enum kind { KIND_DIRECTORY, KIND_FILE };

/* An O_PATH descriptor, or -1 with errno. */
int open_in(struct tree tree, const char *path);

/* The same; ENOENT makes the path first, as that kind, and its parents with mode 0755. */
int make_in(struct tree tree, const char *path, enum kind kind);

/* The directory that holds the last component, made when missing; *name becomes that component. */
int make_parent_in(struct tree tree, const char *path, const char **name);

#endif
