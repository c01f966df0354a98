/* Ending what is left of a container in its cgroups, with no engine there to do it. */
#ifndef CLEAT_CGROUP_END_H
#define CLEAT_CGROUP_END_H

#include "plan.h"

/* Never fails: whatever cannot be done is left for the engine's next look. */
void end_cgroup(const struct action *end);

/* What is empty by now; one with processes in it stays, for whoever ends its parent. */
void remove_empty_cgroup(const char *path);

#endif
