/* Making mounts by descriptor: build it detached, give it its attributes, attach it to an opened target. */
#ifndef CLEAT_MOUNTS_H
#define CLEAT_MOUNTS_H

#include "paths.h"
#include "plan.h"

/* What init holds open between the steps. */
struct inside {
    int root;                  /* the root's mount, until pivoted; -1 while paths are the host's */
    int procfs;                /* the host's */
    bool has_scratch;          /* where the directories of merged files are mounted */
    uint32_t source_count;
    int sources[MAXIMUM_SOURCES]; /* detached mounts that the host made; -1 once used */
};

/* Beneath the root, following no link. */
struct tree tree_of(const struct inside *inside);

/* A detached file system of that type; its attributes are set before anybody can reach it. */
int new_mount(const char *type, const char *source, const struct option *options, uint64_t attributes,
              const char *target);

/* A detached read-only clone of a host's character device, verified to be that device. */
int clone_device(const char *path, uint32_t major, uint32_t minor);

/* Attaches a detached mount to an O_PATH descriptor and closes both. */
void attach_mount(int mount, int target, const char *path);

/* What the record says of a mount's attributes and propagation. */
void set_attributes(int mount, const struct action *action);

/* One MOUNT record. */
void mount_action(struct tree tree, struct inside *inside, const struct action *action);

/* Ends with FAILURE for a target that could not be opened. */
_Noreturn void bad_target(const char *path);

#endif
