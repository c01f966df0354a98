/* Taking the fields of one record, each bounds-checked; a field that is not there ends the process. */
#ifndef CLEAT_DECODE_H
#define CLEAT_DECODE_H

#include "plan.h"

struct reader {
    struct plan *plan;
    struct arena *arena;       /* where texts go */
    const uint8_t *at, *end;
    uint32_t type;
};

_Noreturn void malformed(uint32_t type, const char *why);
void map_arena(struct arena *arena, size_t size);
void *take(struct arena *arena, size_t size);
uint32_t read_u32(struct reader *reader);
uint64_t read_u64(struct reader *reader);
int read_fd(struct reader *reader);
const char *read_text(struct reader *reader);

#endif
