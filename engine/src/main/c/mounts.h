/* Making mounts by descriptor: build it detached, give it its attributes, attach it to an opened target. */
#ifndef CLEAT_MOUNTS_H
#define CLEAT_MOUNTS_H

#include "paths.h"
#include "plan.h"

/* A detached file system of that type; its attributes are set before anybody can reach it. */
int new_mount(const char *type, const char *source, const struct option *options, uint64_t attributes,
              const char *target);

/* A detached read-only clone of a host's character device, verified to be that device. */
int clone_device(const char *path, uint32_t major, uint32_t minor);

/* Attaches a detached mount to an O_PATH descriptor and closes both. */
void attach_mount(int mount, int target, const char *path);

/* One MOUNT record. */
void mount_action(struct tree tree, const struct action *action);

/* Ends with FAILURE for a target that could not be opened. */
_Noreturn void bad_target(const char *path);

#endif
