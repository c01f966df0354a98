/* Which namespaces init is born in, and the two that it can only make itself. */
#ifndef CLEAT_NAMESPACES_H
#define CLEAT_NAMESPACES_H

#include "plan.h"

/*
 * clone3(2) in the namespaces of the plan. Returns 0 in init; in the keeper its pid, and *pidfd. With namespaces of
 * others it is made by a transient process that has entered them, and is the keeper's child all the same.
 */
int clone_init_process(const struct plan *plan, int procfs, int *pidfd);

/* The namespaces that must come after the id maps and the cgroup. */
void enter_own_namespaces(const struct plan *plan, int procfs);

#endif
