/* The container's root: mount it, fill it, protect it, move into it. Without ROOT: console and sysctls only. */
#ifndef CLEAT_ROOT_H
#define CLEAT_ROOT_H

#include "mounts.h"
#include "plan.h"

void mount_root(const struct plan *plan, struct inside *inside);
void mount_entries(const struct plan *plan, struct inside *inside);
void populate_dev(const struct plan *plan, const struct inside *inside);
void protect_paths(const struct plan *plan, const struct inside *inside);
void pivot_into_root(const struct plan *plan, struct inside *inside);
void apply_sysctls(const struct plan *plan, const struct inside *inside);

#endif
