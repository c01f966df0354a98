/* Records of what is executed and as whom, by init and by an attached process alike. */
#include "decode.h"

enum { MAXIMUM_GROUPS = 65536 /* NGROUPS_MAX */, MAXIMUM_FILTER = 4096 /* BPF_MAXINSNS */ };

void decode_argument(struct reader *reader)
{
    append(reader, &reader->plan->arguments)->target = read_text(reader);
}

void decode_environment(struct reader *reader)
{
    append(reader, &reader->plan->environment)->target = read_text(reader);
}

void decode_search_path(struct reader *reader)
{
    reader->plan->search_path = read_text(reader);
}

void decode_fallback_program(struct reader *reader)
{
    reader->plan->fallback_program = read_text(reader);
}

void decode_directory(struct reader *reader)
{
    struct action *directory = append(reader, &reader->plan->directories);
    directory->flags = read_u32(reader);
    directory->target = read_text(reader);
}

void decode_credentials(struct reader *reader)
{
    struct plan *plan = reader->plan;
    plan->has_credentials = true;
    plan->uid = read_u32(reader);
    plan->gid = read_u32(reader);
    plan->credentials_flags = read_u32(reader);
    plan->group_count = read_u32(reader);
    if (plan->group_count > MAXIMUM_GROUPS)
        malformed(reader->type, "too many groups");
    plan->groups = take(reader->arena, plan->group_count * sizeof *plan->groups);
    for (uint32_t i = 0; i < plan->group_count; i++)
        plan->groups[i] = read_u32(reader);
}

void decode_capabilities(struct reader *reader)
{
    reader->plan->has_capabilities = true;
    reader->plan->bounding = read_u64(reader);
    reader->plan->permitted = read_u64(reader);
    reader->plan->effective = read_u64(reader);
    reader->plan->inheritable = read_u64(reader);
    reader->plan->ambient = read_u64(reader);
}

void decode_no_new_privileges(struct reader *reader)
{
    reader->plan->no_new_privileges = true;
}

void decode_umask(struct reader *reader)
{
    reader->plan->has_umask = true;
    reader->plan->umask = read_u32(reader);
}

void decode_personality(struct reader *reader)
{
    reader->plan->has_personality = true;
    reader->plan->personality = read_u32(reader);
}

void decode_join(struct reader *reader)
{
    reader->plan->join_pidfd = read_fd(reader);
    reader->plan->join_flags = read_u64(reader);
}

void decode_exec_label(struct reader *reader)
{
    reader->plan->label_attribute = read_text(reader);
    reader->plan->label = read_text(reader);
}

void decode_keyring(struct reader *reader)
{
    reader->plan->keyring = read_text(reader);
}

void decode_filter(struct reader *reader)
{
    struct plan *plan = reader->plan;
    uint32_t bytes = 0;
    plan->filter_flags = read_u32(reader);
    plan->filter = read_blob(reader, &bytes);
    plan->filter_length = bytes / 8; /* sizeof(struct sock_filter) */
    if (bytes == 0 || bytes % 8 != 0 || plan->filter_length > MAXIMUM_FILTER)
        malformed(reader->type, "is not a whole number of instructions that the kernel takes");
}

void decode_stdio(struct reader *reader)
{
    for (int i = 0; i < 3; i++)
        reader->plan->stdio[i] = read_fd(reader);
    reader->plan->terminal_bits = read_u32(reader);
}

void decode_remount(struct reader *reader)
{
    reader->plan->remount = true;
}

void decode_terminal(struct reader *reader)
{
    reader->plan->terminal = read_fd(reader);
    reader->plan->farewell = read_text(reader);
}
