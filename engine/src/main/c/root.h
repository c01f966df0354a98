/* The container's root: mount it, fill it, protect it, move into it. Without ROOT: console and sysctls only. */
#ifndef CLEAT_ROOT_H
#define CLEAT_ROOT_H

#include "plan.h"

/* What init holds open between the steps. */
struct inside {
    int root;                  /* the root's mount, until pivoted */
    int proc;                  /* a private procfs, until the sysctls are written */
};

void mount_root(const struct plan *plan, struct inside *inside);
void mount_entries(const struct plan *plan, const struct inside *inside);
void populate_dev(const struct plan *plan, const struct inside *inside);
void open_console(const struct plan *plan, const struct inside *inside, int pair);
void protect_paths(const struct plan *plan, const struct inside *inside);
void pivot_into_root(const struct plan *plan, struct inside *inside);
void apply_sysctls(const struct plan *plan, struct inside *inside);

#endif
