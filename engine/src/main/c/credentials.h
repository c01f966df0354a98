/* From root of the namespaces to what the command may be; the same for init and for an attached process. */
#ifndef CLEAT_CREDENTIALS_H
#define CLEAT_CREDENTIALS_H

#include "plan.h"

/* Makes the mounts, maps and groups of a new user namespace usable: id 0 of it. */
void become_root(const struct plan *plan);

/* chdir to the first DIRECTORY that is there. Returns one that only the final user may be able to enter, or NULL. */
const struct action *enter_directory(const struct plan *plan);

/* Loads the filter of an attached process where it must be there before the process is. */
void load_early_filter(const struct plan *plan);

/* Gives up what neither the command nor its preparation needs, before a process of ours can be seen inside. */
void limit_privileges(const struct plan *plan);

/* Everything that cannot be taken back, in the one order that works. */
void drop_privileges(const struct plan *plan, const struct action *refused_directory);

#endif
