/* Programs that the definition runs on init's way: host programs before the pivot, the container's own after it. */
#ifndef CLEAT_HOOKS_H
#define CLEAT_HOOKS_H

#include "plan.h"

bool has_hooks(const struct plan *plan, uint32_t point);

/*
 * One after the other, each to its end. A failure is init's unless the hook only warns; what it prints goes to output,
 * and so does the warning.
 */
void run_hooks(const struct plan *plan, uint32_t point, int output);

#endif
