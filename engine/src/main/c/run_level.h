/*
 * Halt and reboot of a container that may not call reboot(2): its init writes the run level into its utmp (utmp(5)) and
 * ends all others. A process of its own watches, since whatever the container's files are may block who reads them.
 */
#ifndef CLEAT_RUN_LEVEL_H
#define CLEAT_RUN_LEVEL_H

#include <sys/types.h>

/* Returns the end of a pipe that tells, once init is alone or had its time, '0' or '6'; *watcher is to be killed. */
int watch_run_level(pid_t init, int procfs, pid_t *watcher);

#endif
