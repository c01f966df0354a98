/* A process that joins a running container. */
#ifndef CLEAT_ATTACH_H
#define CLEAT_ATTACH_H

#include "plan.h"

/*
 * Before the plan is read: from here on we are watched over by a process that stays on the host. The engine learns our
 * pid, puts us into the container's cgroups, and only then sends the plan.
 */
void become_watched(void);
_Noreturn void run_attach(const struct plan *plan);

#endif
