/* linux/dirent.h: readdir(3) would allocate. */
#ifndef CLEAT_DIRECTORY_H
#define CLEAT_DIRECTORY_H

#include <stdint.h>

/* What getdents64(2) fills a buffer with, one after the other. */
struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

#endif
