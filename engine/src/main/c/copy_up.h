/* A tmpfs that begins with what the directory below it has. */
#ifndef CLEAT_COPY_UP_H
#define CLEAT_COPY_UP_H

#include "paths.h"

/* Copies directories, files and symbolic links of one mount, with owner, mode and time. Nothing when there is no path. */
void copy_up(struct tree tree, const char *path, int mount);

#endif
