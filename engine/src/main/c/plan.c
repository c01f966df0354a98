#include "plan.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include "console.h"
#include "decode.h"
#include "kernel.h"
#include "report.h"

enum { MAXIMUM_PLAN = 8 << 20, MAXIMUM_RECORDS = 65536, MAXIMUM_RING = 64 << 20 };
enum { KEEPER = 1 << ROLE_KEEPER, ATTACH = 1 << ROLE_ATTACH, GUARD = 1 << ROLE_GUARD, BOTH = KEEPER | ATTACH };

static struct action *append(struct reader *reader, struct list *list)
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

static void decode_hello(struct reader *reader)
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

static void decode_clone(struct reader *reader)
{
    reader->plan->clone_flags = read_u64(reader);
    reader->plan->clone_cgroup = read_fd(reader);
}

static void decode_unshare(struct reader *reader)
{
    reader->plan->unshare_flags = read_u64(reader);
}

static void decode_keep(struct reader *reader)
{
    (void)read_fd(reader); /* nothing closes it in the keeper, that is all */
}

static void decode_state_directory(struct reader *reader)
{
    reader->plan->state_directory = read_fd(reader);
}

static void decode_cgroup_end(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    struct action *end = append(reader, &reader->plan->cgroup_ends);
    end->kind = read_u32(reader);
    end->target = read_text(reader);
    if (end->kind < CGROUP_KILL_V2 || end->kind > CGROUP_REMOVE || end->target[0] != '/')
        malformed(reader->type, "of an unknown kind or with a relative path");
}

static void decode_become_root(struct reader *reader)
{
    reader->plan->become_root = true;
}

static void decode_loopback(struct reader *reader)
{
    reader->plan->loopback = true;
}

static void decode_make_directory(struct reader *reader)
{
    struct action *action = append(reader, &reader->plan->staging);
    action->mode = read_u32(reader);
    action->target = read_text(reader);
}

static void decode_options(struct reader *reader, struct option **next)
{
    for (uint32_t left = read_u32(reader); left > 0; left--) {
        struct option *option = take(reader->arena, sizeof *option);
        option->key = read_text(reader);
        uint32_t has_value = read_u32(reader);
        const char *value = read_text(reader);
        option->value = has_value ? value : NULL;
        *next = option;
        next = &option->next;
    }
}

static void decode_mount(struct reader *reader)
{
    uint32_t kind = read_u32(reader), flags = read_u32(reader);
    struct plan *plan = reader->plan;
    struct action *mount = append(reader, flags & MOUNT_TARGET_ON_HOST ? &plan->staging : &plan->mounts);
    if (kind != MOUNT_NEW && kind != MOUNT_BIND)
        malformed(reader->type, "of an unknown kind");
    mount->kind = kind;
    mount->flags = flags;
    mount->set = read_u64(reader);
    mount->clear = read_u64(reader);
    mount->propagation = read_u64(reader);
    mount->source = read_text(reader);
    mount->fstype = read_text(reader);
    mount->target = read_text(reader);
    decode_options(reader, &mount->options);
}

static void decode_root(struct reader *reader)
{
    reader->plan->root = read_text(reader);
}

static void decode_device(struct reader *reader)
{
    struct action *device = append(reader, &reader->plan->devices);
    device->source = read_text(reader);
    device->target = read_text(reader);
    device->major = read_u32(reader);
    device->minor = read_u32(reader);
}

static void decode_symlink(struct reader *reader)
{
    struct action *link = append(reader, &reader->plan->devices);
    link->source = read_text(reader);
    link->target = read_text(reader);
}

static void decode_hide(struct reader *reader)
{
    append(reader, &reader->plan->protections)->target = read_text(reader);
}

static void decode_protect(struct reader *reader)
{
    append(reader, &reader->plan->protections)->target = read_text(reader);
}

/* The log's limit may come before the console or after it. */
static struct console *console_of(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    if (!reader->plan->console) {
        reader->plan->console = take(reader->arena, sizeof *reader->plan->console);
        console_prepare(reader->plan->console);
    }
    return reader->plan->console;
}

static void decode_console(struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct console *console = console_of(reader);
    console->log = read_fd(reader);
    console->history = read_u32(reader);
    plan->console_rows = (uint16_t)read_u32(reader);
    plan->console_columns = (uint16_t)read_u32(reader);
    plan->console_flags = read_u32(reader);
    reader->arena = &plan->arena;
    plan->console_ptmx = read_text(reader);
    if (console->history > MAXIMUM_RING || console->ring.base)
        malformed(reader->type, "a second console or too large a ring buffer");
    map_arena(&console->ring, console->history < CONSOLE_CHUNK ? CONSOLE_CHUNK : console->history);
}

static void decode_console_log_limit(struct reader *reader)
{
    struct console *console = console_of(reader);
    console->log_directory = read_fd(reader);
    console->log_name = read_text(reader);
    console->log_limit = read_u64(reader);
    console->log_keep = read_u32(reader);
    if (strlen(console->log_name) > CONSOLE_LOG_NAME || strchr(console->log_name, '/') || console->log_keep > 999)
        malformed(reader->type, "has a name or a number that is too large");
}

static void decode_names(struct reader *reader)
{
    reader->plan->hostname = read_text(reader);
    reader->plan->domainname = read_text(reader);
}

static void decode_sysctl(struct reader *reader)
{
    struct action *sysctl = append(reader, &reader->plan->sysctls);
    sysctl->target = read_text(reader);
    sysctl->source = read_text(reader);
}

static void decode_argument(struct reader *reader)
{
    append(reader, &reader->plan->arguments)->target = read_text(reader);
}

static void decode_environment(struct reader *reader)
{
    append(reader, &reader->plan->environment)->target = read_text(reader);
}

static void decode_search_path(struct reader *reader)
{
    reader->plan->search_path = read_text(reader);
}

static void decode_fallback_program(struct reader *reader)
{
    reader->plan->fallback_program = read_text(reader);
}

static void decode_directory(struct reader *reader)
{
    struct action *directory = append(reader, &reader->plan->directories);
    directory->flags = read_u32(reader);
    directory->target = read_text(reader);
}

static void decode_credentials(struct reader *reader)
{
    struct plan *plan = reader->plan;
    plan->has_credentials = true;
    plan->uid = read_u32(reader);
    plan->gid = read_u32(reader);
    plan->credentials_flags = read_u32(reader);
    plan->group_count = read_u32(reader);
    if (plan->group_count > MAXIMUM_RECORDS) /* NGROUPS_MAX */
        malformed(reader->type, "too many groups");
    plan->groups = take(reader->arena, plan->group_count * sizeof *plan->groups);
    for (uint32_t i = 0; i < plan->group_count; i++)
        plan->groups[i] = read_u32(reader);
}

static void decode_capabilities(struct reader *reader)
{
    reader->plan->has_capabilities = true;
    reader->plan->bounding = read_u64(reader);
    reader->plan->permitted = read_u64(reader);
    reader->plan->effective = read_u64(reader);
    reader->plan->inheritable = read_u64(reader);
    reader->plan->ambient = read_u64(reader);
}

static void decode_no_new_privileges(struct reader *reader)
{
    reader->plan->no_new_privileges = true;
}

static void decode_umask(struct reader *reader)
{
    reader->plan->has_umask = true;
    reader->plan->umask = read_u32(reader);
}

static void decode_personality(struct reader *reader)
{
    reader->plan->has_personality = true;
    reader->plan->personality = read_u32(reader);
}

static void decode_join(struct reader *reader)
{
    reader->plan->join_pidfd = read_fd(reader);
    reader->plan->join_flags = read_u64(reader);
}

static void decode_exec_label(struct reader *reader)
{
    reader->plan->label_attribute = read_text(reader);
    reader->plan->label = read_text(reader);
}

static void decode_stdio(struct reader *reader)
{
    for (int i = 0; i < 3; i++)
        reader->plan->stdio[i] = read_fd(reader);
    reader->plan->terminal_bits = read_u32(reader);
}

static void decode_remount(struct reader *reader)
{
    reader->plan->remount = true;
}

static void decode_parent_death_signal(struct reader *reader)
{
    reader->plan->parent_death_signal = read_u32(reader);
}

static void decode_init_without_console(struct reader *reader)
{
    reader->plan->init_without_console = true;
}

static void decode_terminal(struct reader *reader)
{
    reader->plan->terminal = read_fd(reader);
    reader->plan->farewell = read_text(reader);
}

static char **words(struct arena *arena, const struct list *list)
{
    char **array = take(arena, (list->count + (size_t)1) * sizeof *array), **at = array;
    for (const struct action *word = list->first; word; word = word->next)
        memcpy(at++, &word->target, sizeof word->target); /* execve(2) wants pointers to what it does not change */
    *at = NULL;
    return array;
}

static void decode_end_of_plan(struct reader *reader)
{
    struct plan *plan = reader->plan;
    plan->argv = words(reader->arena, &plan->arguments);
    plan->envp = words(reader->arena, &plan->environment);
    if (!plan->argv[0] && plan->role != ROLE_GUARD)
        malformed(reader->type, "no ARGUMENT: nothing to execute");
    if (plan->terminal < 0 && plan->role == ROLE_GUARD)
        malformed(reader->type, "no TERMINAL: nothing to guard");
    if (plan->console && !plan->console->ring.base)
        malformed(reader->type, "CONSOLE_LOG_LIMIT without CONSOLE");
    if (plan->role == ROLE_KEEPER && plan->hostname && !(plan->clone_flags & CLONE_NEWUTS))
        malformed(reader->type, "NAMES without a UTS namespace: they would be the host's");
    /* Without a mount namespace of its own the container's mounts would be made in the host's. */
    if (plan->root && !((plan->clone_flags | plan->unshare_flags) & CLONE_NEWNS))
        malformed(reader->type, "ROOT without a mount namespace");
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
    *plan = (struct plan){.role = role, .clone_cgroup = -1, .state_directory = -1, .join_pidfd = -1,
        .stdio = {-1, -1, -1}, .parent_death_signal = SIGKILL, .terminal = -1};
    map_arena(&plan->arena, (size_t)64 << 20);
    map_arena(&plan->kept, (size_t)1 << 20);
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
