/* Our own init: PID 1 of a container whose program does not know how to be one. */
#ifndef CLEAT_STUB_H
#define CLEAT_STUB_H

#include "plan.h"

/* Returns in the program-to-be; the stub itself reaps whoever ends, passes on its signals, and ends as the program did. */
void fork_from_stub(const struct plan *plan);

#endif
