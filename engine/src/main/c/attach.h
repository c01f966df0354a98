/* A process that joins a running container. */
#ifndef CLEAT_ATTACH_H
#define CLEAT_ATTACH_H

#include "plan.h"

_Noreturn void run_attach(const struct plan *plan);

#endif
