/* Many files of one directory with one mount: it is bound once, aside, and symbolic links lead to it. */
#ifndef CLEAT_MERGE_H
#define CLEAT_MERGE_H

#include "mounts.h"

/* A BIND of a file with the flag MERGE. */
void merge_file(struct inside *inside, const struct action *action);

#endif
