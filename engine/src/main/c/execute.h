/* The last system call. */
#ifndef CLEAT_EXECUTE_H
#define CLEAT_EXECUTE_H

#include "plan.h"

_Noreturn void execute(const struct plan *plan);

#endif
