#include "plan.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include "console.h"
#include "keeper.h"
#include "decode.h"
#include "kernel.h"
#include "report.h"

enum { MAXIMUM_PLAN = 8 << 20, MAXIMUM_RECORDS = 65536 };
enum { KEEPER = 1 << ROLE_KEEPER, ATTACH = 1 << ROLE_ATTACH, GUARD = 1 << ROLE_GUARD, BOTH = KEEPER | ATTACH };

void decode_hello(struct reader *reader)
{
    if (read_u32(reader) != PROTOCOL_VERSION)
        malformed(reader->type, "another version of the protocol");
    if (read_u32(reader) != reader->plan->role)
        malformed(reader->type, "another role than the command line's");
    reader->plan->passed = read_u32(reader);
    if (reader->plan->passed > 1024)
        malformed(reader->type, "too many descriptors");
    (void)read_text(reader);
}

static char **words(struct arena *arena, const struct list *list)
{
    char **array = take(arena, (list->count + (size_t)1) * sizeof *array), **at = array;
    for (const struct action *word = list->first; word; word = word->next)
        memcpy(at++, &word->target, sizeof word->target); /* execve(2) wants pointers to what it does not change */
    *at = NULL;
    return array;
}

void decode_end_of_plan(struct reader *reader)
{
    struct plan *plan = reader->plan;
    plan->argv = words(reader->arena, &plan->arguments);
    plan->envp = words(reader->arena, &plan->environment);
    if (!plan->argv[0] && plan->role != ROLE_GUARD)
        malformed(reader->type, "no ARGUMENT: nothing to execute");
    if (plan->terminal < 0 && plan->role == ROLE_GUARD)
        malformed(reader->type, "no TERMINAL: nothing to guard");
    if (plan->session && (plan->lock < 0 || plan->state_directory < 0))
        malformed(reader->type, "SESSION without a file to hold or a directory");
    if (plan->console && !plan->console->ring.base)
        malformed(reader->type, "CONSOLE_LOG_LIMIT without CONSOLE");
    if (plan->role == ROLE_KEEPER && plan->hostname && !(plan->clone_flags & CLONE_NEWUTS))
        malformed(reader->type, "NAMES without a UTS namespace: they would be the host's");
    uint32_t polled = KEEPER_POLLED + (1 + plan->tty_count) * CONSOLE_POLLED;
    plan->polled = take(&plan->kept, polled * sizeof *plan->polled);
    plan->polled_open = take(&plan->kept, polled * sizeof *plan->polled_open);
    /* Without a mount namespace of its own the container's mounts would be made in the host's. */
    if (plan->root && !((plan->clone_flags | plan->unshare_flags) & CLONE_NEWNS))
        malformed(reader->type, "ROOT without a mount namespace");
    if (plan->joined & (plan->clone_flags | plan->unshare_flags))
        malformed(reader->type, "a namespace of its own that is another's as well");
    if (plan->end_command && (plan->lock < 0 || plan->state_directory < 0))
        malformed(reader->type, "END_COMMAND without a lock to hold or a directory");
}

#define DECODER(type, name, decoder, roles, body) {type, roles, decode_##decoder},
static const struct {
    uint32_t type, roles;
    void (*decode)(struct reader *reader);
} decoders[] = {PLAN_RECORDS(DECODER)};
#undef DECODER

static void decode(struct reader *reader)
{
    for (size_t i = 0; i < sizeof decoders / sizeof *decoders; i++)
        if (decoders[i].type == reader->type && decoders[i].roles & 1u << reader->plan->role) {
            decoders[i].decode(reader);
            if (reader->at != reader->end)
                malformed(reader->type, "longer than its fields");
            return;
        }
    malformed(reader->type, "unknown to this role");
}

void read_plan(struct plan *plan, enum role role)
{
    struct arena packet;
    uint32_t records = 0, type = 0, length = 0;
    size_t total = 0;
    *plan = (struct plan){.role = role, .state_directory = -1, .lock = -1,
        .join_pidfd = -1, .hook_output = -1, .stdio = {-1, -1, -1}, .parent_death_signal = SIGKILL, .terminal = -1};
    map_arena(&plan->arena, (size_t)64 << 20);
    map_arena(&plan->kept, (size_t)16 << 20);
    map_arena(&packet, HEADER + MAXIMUM_BODY);
    while (type != RECORD_END_OF_PLAN) {
        length = receive_record((uint8_t *)packet.base, &type);
        total += length;
        if (++records > MAXIMUM_RECORDS || total > MAXIMUM_PLAN)
            malformed(type, "the plan is too long");
        if ((type == RECORD_HELLO) != (records == 1))
            malformed(type, "HELLO must come first, and once");
        const uint8_t *body = (uint8_t *)packet.base + HEADER;
        decode(&(struct reader){plan, &plan->arena, body, body + length, type});
        /* Whatever the engine did not mean to pass must be gone before anything is done (CVE-2024-21626). */
        if (type == RECORD_HELLO)
            MUST(kernel_close_range(ENGINE + 1 + plan->passed, ~0u, 0), "the descriptors that were not passed");
    }
    MUST(munmap(packet.base, packet.size), "memory for the plan");
}

void release_plan(struct plan *plan)
{
    (void)munmap(plan->arena.base, plan->arena.size);
    plan->arena = (struct arena){NULL, 0, 0};
}
