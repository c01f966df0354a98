/* The parent of a container's init, there until the container ends. */
#ifndef CLEAT_KEEPER_H
#define CLEAT_KEEPER_H

#include "plan.h"

enum { KEEPER_POLLED = 5 }; /* descriptors that are polled besides those of the terminals */

_Noreturn void run_keeper(struct plan *plan);

#endif
