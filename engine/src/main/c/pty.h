/* Init's half of the terminals, and how it hands a descriptor to its keeper. */
#ifndef CLEAT_PTY_H
#define CLEAT_PTY_H

#include <stdint.h>
#include "report.h"
#include "root.h"

/* Makes console and ttys of the container's devpts, sends their masters, and settles init's stdio. */
void open_console(const struct plan *plan, const struct inside *inside, int pair);

/* The verified null device, through a mount that protects the host's inode. */
int open_null(void);

/* A word with a number and a descriptor. */
void hand_over(int pair, enum word word, uint32_t number, int fd);

#endif
