/* Records of the console and the ttys. */
#include <string.h>
#include "console.h"
#include "decode.h"
#include "report.h"

enum { MAXIMUM_RING = 64 << 20, TTY_HISTORY = 16 << 10, MAXIMUM_NOTES = 1 << 20 };

/* The log's limit may come before the console or after it. */
static struct console *console_of(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    if (!reader->plan->console) {
        reader->plan->console = take(reader->arena, sizeof *reader->plan->console);
        console_prepare(reader->plan->console, "console.sock");
    }
    return reader->plan->console;
}

void decode_console(struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct console *console = console_of(reader);
    console->log = read_fd(reader);
    console->history = read_u32(reader);
    plan->console_rows = (uint16_t)read_u32(reader);
    plan->console_columns = (uint16_t)read_u32(reader);
    plan->console_flags = read_u32(reader);
    console->read_only = plan->console_flags & CONSOLE_READ_ONLY;
    reader->arena = &plan->arena;
    plan->console_ptmx = read_text(reader);
    if (console->history > MAXIMUM_RING || console->ring.base)
        malformed(reader->type, "a second console or too large a ring buffer");
    map_arena(&console->ring, console->history < CONSOLE_CHUNK ? CONSOLE_CHUNK : console->history);
}

void decode_console_log_limit(struct reader *reader)
{
    struct console *console = console_of(reader);
    console->log_directory = read_fd(reader);
    console->log_name = read_text(reader);
    console->log_limit = read_u64(reader);
    console->log_keep = read_u32(reader);
    console->log_sync = read_u32(reader);
    if (strlen(console->log_name) > CONSOLE_LOG_NAME || strchr(console->log_name, '/') || console->log_keep > 999
        || console->log_sync > 86400000)
        malformed(reader->type, "has a name or a number that is too large");
}

void decode_console_log_times(struct reader *reader)
{
    struct console *console = console_of(reader);
    if (console->log_timed == LOG_TIMES)
        malformed(reader->type, "more rows than there can be");
    struct log_times *times = &console->log_times[console->log_timed++];
    times->file = read_fd(reader);
    times->distance = read_u32(reader);
    times->first = read_u64(reader);
    times->slots = read_u64(reader);
    times->next = read_u64(reader);
    if (times->file < 0 || times->slots == 0 || times->slots > MAXIMUM_NOTES || times->first > MAXIMUM_NOTES)
        malformed(reader->type, "has no file, or a number that is too large");
}

/* "ttyN.sock" */
static const char *tty_socket(struct reader *reader, uint32_t number)
{
    char *name = take(reader->arena, sizeof "tty.sock" + 20);
    strcpy(name, "tty");
    strcat(name, NUMBER(number));
    return strcat(name, ".sock");
}

void decode_ttys(struct reader *reader)
{
    struct plan *plan = reader->plan;
    plan->tty_count = read_u32(reader);
    plan->tty_directory = read_text(reader);
    if (plan->tty_count > MAXIMUM_TTYS || plan->ttys)
        malformed(reader->type, "too many, or twice");
    reader->arena = &plan->kept;
    plan->ttys = take(reader->arena, plan->tty_count * sizeof *plan->ttys);
    for (uint32_t i = 0; i < plan->tty_count; i++) {
        console_prepare(&plan->ttys[i], tty_socket(reader, i + 1));
        plan->ttys[i].history = TTY_HISTORY;
        map_arena(&plan->ttys[i].ring, TTY_HISTORY);
    }
}
