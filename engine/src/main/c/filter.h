/* The system call filter (seccomp(2)). */
#ifndef CLEAT_FILTER_H
#define CLEAT_FILTER_H

#include "plan.h"

/* Nothing without FILTER. Takes CAP_SYS_ADMIN, or no_new_privs before it. */
void load_filter(const struct plan *plan);

#endif
