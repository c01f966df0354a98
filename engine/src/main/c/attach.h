/* A process that joins a running container. */
#ifndef CLEAT_ATTACH_H
#define CLEAT_ATTACH_H

#include "plan.h"

/* From here on we are in the container's cgroups, and watched over by a process that stays outside of them. */
void become_watched(struct plan *plan);
_Noreturn void run_attach(const struct plan *plan);

#endif
