/* Restores the operator's terminal when the engine was killed and could not. */
#ifndef CLEAT_GUARD_H
#define CLEAT_GUARD_H

#include "plan.h"

_Noreturn void run_guard(const struct plan *plan);

#endif
