/*
 * When the bytes of a log were written: notes in rows of a fixed length in a file beside Cleat's logs, one after the other and the
 * oldest again when a row is full. A note tells the log's inode and its size before the bytes that came then, so that neither a
 * log that is turned over nor one that somebody cuts makes it wrong. Who reads them: LogTimesFile.java.
 */
#ifndef CLEAT_LOG_TIMES_H
#define CLEAT_LOG_TIMES_H

#include <stdbool.h>
#include <stdint.h>

enum { LOG_TIMES = 2 };

struct log_times {
    int file;
    uint32_t distance;             /* milliseconds; nothing is noted sooner after the last note */
    uint64_t first, slots, next;   /* the row's first slot in the file, how many it has, the next note's number, from 1 */
    uint64_t last;                 /* when that was, milliseconds since 1970; 0: the next bytes are noted in any case */
};

/* Notes that bytes come now, where it is time. What cannot be noted is not: the log does not depend on it. */
void log_times_note(struct log_times *times, uint32_t count, int log);

/* Another file takes the log's place. */
void log_times_turn_over(struct log_times *times, uint32_t count);

#endif
