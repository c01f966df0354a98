/* A cgroup with all that are below it, of any depth: who may make cgroups nests them deeper than any stack or path. */
#ifndef CLEAT_CGROUP_TREE_H
#define CLEAT_CGROUP_TREE_H

#include <stdbool.h>

/* Visits the directory and everything below it. True when any visit was true. */
bool visit_cgroups(int top, bool (*visit)(int directory));

/* Removes what is below the directory, up to the first cgroup that is busy with processes: then it is false. */
bool clear_cgroup(int top);

#endif
