/* What the keeper leaves behind: how init ended, two lines in the journal, and perhaps a command in its own place. */
#ifndef CLEAT_ENDING_H
#define CLEAT_ENDING_H

#include <sys/wait.h>
#include <time.h>
#include "plan.h"

/* exit.json, seen whole or not at all. */
void write_exit(const struct plan *plan, const siginfo_t *end, time_t started);

/* The same under another name. */
void write_exit_to(const struct plan *plan, const char *name, const siginfo_t *end, time_t started);

/* One line in the host's journal: when, who, which state. */
void note_state(const struct plan *plan, const char *state);

/* The first bytes of the cgroup files that will be gone, into the state directory. */
void copy_last_figures(const struct plan *plan);

/* The last bytes of the container console, into end.console: without a log nobody else has them. */
void keep_last_output(const struct plan *plan);

/* True when the end command is wanted after such an end. */
bool wants_command(const struct plan *plan, const siginfo_t *end);

/*
 * Becomes the end command, which gets the lock as descriptor 3 and init's namespaces as 10, 11, ...; what it prints, or why it
 * could not be executed, is in end.command.
 */
_Noreturn void become_command(const struct plan *plan, const int *namespaces);

#endif
