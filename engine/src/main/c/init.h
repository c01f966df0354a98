/* The keeper's child, from the clone to the container's init. */
#ifndef CLEAT_INIT_H
#define CLEAT_INIT_H

#include "plan.h"

_Noreturn void run_init(const struct plan *plan, int pair, int procfs);

#endif
