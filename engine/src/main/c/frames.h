/*
 * What a session shows while nobody is at it, for the recording: frames of u32 length, u64 microseconds since its start,
 * u8 kind ('o' output, 'r' rows and columns, 'l' u64 bytes of output that a full disk
 * did not take, 'L' u64 bytes of output that came before both files) and as many bytes,
 * in two files that take turns.
 */
#ifndef CLEAT_FRAMES_H
#define CLEAT_FRAMES_H

#include <stddef.h>
#include <stdint.h>

enum { FRAMES_LIMIT = 4 << 20 };

struct frames {
    int directory, file;
    uint64_t size, started_microseconds;
    uint64_t output, former_output; /* bytes that the one file tells of, and the other */
    uint64_t lost, given_up;        /* those that none does; those of older ones */
    char name[64], former[64];
};

void frames_append(struct frames *frames, char kind, const void *bytes, size_t length);
void frames_pause(struct frames *frames);

#endif
