#include "decode.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include "report.h"

void malformed(uint32_t type, const char *why)
{
    FAIL(EBADMSG, "record type ", NUMBER(type), ": ", why);
}

/* One packet is one record, its length said twice. Returns the length of the body. */
uint32_t receive_record(uint8_t *packet, uint32_t *type)
{
    uint32_t header[2] = {0, 0};
    ssize_t length;
    do
        length = recv(ENGINE, packet, HEADER + MAXIMUM_BODY, MSG_TRUNC);
    while (length < 0 && errno == EINTR);
    if (length == 0)
        _exit(EXIT_FAILED); /* the engine died: nobody is left to tell */
    MUST(length, "the plan's socket");
    memcpy(header, packet, length < HEADER ? (size_t)length : HEADER);
    *type = header[0];
    if (length > HEADER + MAXIMUM_BODY || length < HEADER || (uint32_t)length - HEADER != header[1])
        malformed(header[0], "its length is not the packet's");
    return header[1];
}

/* Only the pages that are written exist, so a generous size costs nothing and no arena ever has to grow. */
void map_arena(struct arena *arena, size_t size)
{
    void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        FAIL(errno, "memory for the plan");
    (void)madvise(base, size, MADV_NOHUGEPAGE); /* or a page of 2 MiB is what exists; no kernel without them minds */
    *arena = (struct arena){.base = base, .used = 0, .size = size};
}

void *take(struct arena *arena, size_t size)
{
    size_t start = (arena->used + 7) & ~(size_t)7;
    if (start > arena->size || size > arena->size - start)
        FAIL(EMSGSIZE, "the plan is larger than its memory");
    arena->used = start + size;
    return arena->base + start;
}

static const uint8_t *read_bytes(struct reader *reader, size_t length)
{
    const uint8_t *bytes = reader->at;
    if (length > (size_t)(reader->end - reader->at))
        malformed(reader->type, "ends inside a field");
    reader->at += length;
    return bytes;
}

uint32_t read_u32(struct reader *reader)
{
    uint32_t number;
    memcpy(&number, read_bytes(reader, sizeof number), sizeof number);
    return number;
}

uint64_t read_u64(struct reader *reader)
{
    uint64_t number;
    memcpy(&number, read_bytes(reader, sizeof number), sizeof number);
    return number;
}

/* A number outside what was passed could be one of our own descriptors: closed, overwritten or leaked by mistake. */
int read_fd(struct reader *reader)
{
    uint32_t number = read_u32(reader);
    if (number == UINT32_MAX)
        return -1;
    if (number <= ENGINE || number - ENGINE > reader->plan->passed)
        malformed(reader->type, "names a descriptor that was not passed");
    return (int)number;
}

const char *read_text(struct reader *reader)
{
    uint32_t length = read_u32(reader);
    const uint8_t *bytes = read_bytes(reader, length);
    char *text = take(reader->arena, (size_t)length + 1);
    if (memchr(bytes, 0, length))
        malformed(reader->type, "has a zero byte in a text");
    memcpy(text, bytes, length);
    text[length] = 0;
    return text;
}

char **read_texts(struct reader *reader, uint32_t *count)
{
    uint32_t number = read_u32(reader);
    if (number > (size_t)(reader->end - reader->at) / sizeof number)
        malformed(reader->type, "has more texts than it can hold");
    char **texts = take(reader->arena, (number + (size_t)1) * sizeof *texts);
    for (uint32_t i = 0; i < number; i++) {
        const char *text = read_text(reader);
        memcpy(&texts[i], &text, sizeof text); /* execve(2) wants pointers to what it does not change */
    }
    texts[number] = NULL;
    if (count)
        *count = number;
    return texts;
}

const void *read_blob(struct reader *reader, uint32_t *length)
{
    *length = read_u32(reader);
    const uint8_t *bytes = read_bytes(reader, *length);
    return memcpy(take(reader->arena, *length), bytes, *length);
}

struct action *append(struct reader *reader, struct list *list)
{
    struct action *action = take(reader->arena, sizeof *action);
    action->type = reader->type;
    if (list->last)
        list->last->next = action;
    else
        list->first = action;
    list->last = action;
    list->count++;
    return action;
}
