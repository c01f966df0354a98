/* Records of init's birth, of the hooks on its way, and of what the keeper does at its end. */
#include <string.h>
#include "decode.h"

enum { MAXIMUM_INPUT = 65536 /* pipe(7), "Pipe capacity" */ };

void decode_clone(struct reader *reader)
{
    reader->plan->clone_flags = read_u64(reader);
}

void decode_cgroup(struct reader *reader)
{
    struct plan *plan = reader->plan;
    uint32_t kind = read_u32(reader);
    if (kind == CGROUP_BORN_IN || kind == CGROUP_INIT_BORN_IN)
        *(kind == CGROUP_BORN_IN ? &plan->born_in : &plan->init_born_in) = read_text(reader);
    else if (kind == CGROUP_ENTERED || kind == CGROUP_INIT_ENTERS)
        append(reader, kind == CGROUP_ENTERED ? &plan->entered : &plan->init_enters)->target = read_text(reader);
    else
        malformed(reader->type, "of an unknown kind");
}

void decode_unshare(struct reader *reader)
{
    reader->plan->unshare_flags = read_u64(reader);
}

void decode_keep(struct reader *reader)
{
    int kept = read_fd(reader); /* nothing closes it in the keeper */
    if (reader->plan->lock < 0)
        reader->plan->lock = kept;
}

void decode_state_directory(struct reader *reader)
{
    reader->plan->state_directory = read_fd(reader);
}

void decode_cgroup_end(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    struct action *end = append(reader, &reader->plan->cgroup_ends);
    end->kind = read_u32(reader);
    end->target = read_text(reader);
    if (end->kind < CGROUP_KILL_V2 || end->kind > CGROUP_PRUNE || end->target[0] != '/')
        malformed(reader->type, "of an unknown kind or with a relative path");
}

void decode_become_root(struct reader *reader)
{
    reader->plan->become_root = true;
}

void decode_loopback(struct reader *reader)
{
    reader->plan->loopback = true;
}

void decode_parent_death_signal(struct reader *reader)
{
    reader->plan->parent_death_signal = read_u32(reader);
}

void decode_join_namespace(struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct join *join = take(reader->arena, sizeof *join), **last = &plan->joins;
    join->flag = read_u64(reader);
    join->fd = read_fd(reader);
    if (join->fd < 0 || plan->joined & join->flag)
        malformed(reader->type, "without a descriptor, or twice");
    plan->joined |= join->flag;
    while (*last)
        last = &(*last)->next;
    *last = join;
}

void decode_time_offsets(struct reader *reader)
{
    reader->plan->time_offsets = read_text(reader);
}

void decode_host_gate(struct reader *reader)
{
    reader->plan->host_gate = true;
}

void decode_no_forward(struct reader *reader)
{
    reader->plan->no_forward = true;
}

void decode_stub(struct reader *reader)
{
    reader->plan->stub = true;
}

void decode_utmp(struct reader *reader)
{
    reader->plan->utmp = true;
}

void decode_hook(struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct hook *hook = take(reader->arena, sizeof *hook), **last = &plan->hooks;
    hook->point = read_u32(reader);
    hook->milliseconds = read_u32(reader);
    hook->flags = read_u32(reader);
    int output = read_fd(reader);
    hook->input = read_text(reader);
    hook->argv = read_texts(reader, NULL);
    hook->envp = read_texts(reader, NULL);
    if (hook->point < HOOK_PRE_MOUNT || hook->point > HOOK_START || !hook->argv[0])
        malformed(reader->type, "at an unknown point or without a program");
    if (strlen(hook->input) > MAXIMUM_INPUT)
        malformed(reader->type, "has more input than a pipe holds");
    if (output >= 0)
        plan->hook_output = output;
    while (*last)
        last = &(*last)->next;
    *last = hook;
}

void decode_end_copy(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    struct action *copy = append(reader, &reader->plan->end_copies);
    copy->source = read_text(reader);
    copy->target = read_text(reader);
    if (copy->source[0] != '/' || !copy->target[0] || strchr(copy->target, '/'))
        malformed(reader->type, "from a relative path or to another directory");
}

void decode_end_command(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    struct end_command *command = take(reader->arena, sizeof *command);
    command->ends = read_u32(reader);
    command->namespaces = read_texts(reader, &command->namespace_count);
    command->argv = read_texts(reader, NULL);
    command->envp = read_texts(reader, NULL);
    if (command->namespace_count > NAMESPACE_KINDS || !command->argv[0])
        malformed(reader->type, "with too many namespaces or without a program");
    reader->plan->end_command = command;
}

void decode_journal(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    reader->plan->journal = read_text(reader);
    reader->plan->journal_name = read_text(reader);
    if (strpbrk(reader->plan->journal_name, "\"\\") || strlen(reader->plan->journal_name) > 100)
        malformed(reader->type, "has a name that is none");
}
