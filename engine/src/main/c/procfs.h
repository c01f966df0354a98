/*
 * The host's /proc, held by descriptor from before the first namespace is entered: what the container has at /proc may
 * be a fake that swallows what is written to it (CVE-2015-1334, CVE-2025-52881). "self" in it is always the reader.
 */
#ifndef CLEAT_PROCFS_H
#define CLEAT_PROCFS_H

#include "plan.h"

/* O_PATH, and known to be a procfs. */
int open_procfs(void);

/* What a new session keyring is labelled with by the security module. */
void write_keyring_label(const struct plan *plan, int procfs);

/* Where the program's label is written, or -1; write_label closes it. */
int open_label(const struct plan *plan, int procfs);
void write_label(const struct plan *plan, int file);

#endif
