/* Getting into cgroups without waiting for the kernel. */
#ifndef CLEAT_CGROUP_ENTER_H
#define CLEAT_CGROUP_ENTER_H

#include "plan.h"

/* fork(2), the child born in this directory of the v2 hierarchy; NULL: in our own. */
int fork_into_cgroup(const char *directory);

/* Opens the files while their paths are in sight. */
void open_cgroups(const struct list *cgroups);

/* Puts the caller into all of them, and closes them. */
void enter_cgroups(const struct list *cgroups);

#endif
