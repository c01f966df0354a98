/* Receiving records and taking their fields, each bounds-checked; what is malformed ends the process. */
#ifndef CLEAT_DECODE_H
#define CLEAT_DECODE_H

#include "plan.h"
#include "records.h"

enum { HEADER = 8, MAXIMUM_BODY = 163840 };

struct reader {
    struct plan *plan;
    struct arena *arena;       /* where texts go */
    const uint8_t *at, *end;
    uint32_t type;
};

/* Into HEADER + MAXIMUM_BODY bytes; returns the length of the body. */
uint32_t receive_record(uint8_t *packet, uint32_t *type);
_Noreturn void malformed(uint32_t type, const char *why);
void map_arena(struct arena *arena, size_t size);
void *take(struct arena *arena, size_t size);
uint32_t read_u32(struct reader *reader);
uint64_t read_u64(struct reader *reader);
int read_fd(struct reader *reader);
const char *read_text(struct reader *reader);

/* A count and as many texts, ending with NULL as execve(2) wants them. */
char **read_texts(struct reader *reader, uint32_t *count);

/* A length and as many bytes, whatever they are. */
const void *read_blob(struct reader *reader, uint32_t *length);

/* One more record of a list. */
struct action *append(struct reader *reader, struct list *list);

/* The decoders of all records, decode_NAME, each in the file of its subject. */
#define PROTOTYPE(type, name, decoder, roles, body) void decode_##decoder(struct reader *reader);
PLAN_RECORDS(PROTOTYPE)
#undef PROTOTYPE

#endif
