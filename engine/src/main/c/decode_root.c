/* Records of the container's root, mounts, devices and names. */
#include "decode.h"

void decode_make_directory(struct reader *reader)
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

void decode_mount(struct reader *reader)
{
    uint32_t kind = read_u32(reader), flags = read_u32(reader);
    struct plan *plan = reader->plan;
    bool before_root = flags & MOUNT_TARGET_ON_HOST && kind != MOUNT_BIND_INSIDE;
    struct action *mount = append(reader, before_root ? &plan->staging : &plan->mounts);
    if (kind < MOUNT_NEW || kind > MOUNT_BIND_INSIDE)
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

void decode_root(struct reader *reader)
{
    reader->plan->root = read_text(reader);
    reader->plan->root_propagation = read_u64(reader);
}

void decode_device(struct reader *reader)
{
    struct action *device = append(reader, &reader->plan->devices);
    device->source = read_text(reader);
    device->target = read_text(reader);
    device->major = read_u32(reader);
    device->minor = read_u32(reader);
}

void decode_node(struct reader *reader)
{
    struct action *node = append(reader, &reader->plan->devices);
    node->mode = read_u32(reader);
    node->major = read_u32(reader);
    node->minor = read_u32(reader);
    node->uid = read_u32(reader);
    node->gid = read_u32(reader);
    node->target = read_text(reader);
}

void decode_symlink(struct reader *reader)
{
    struct action *link = append(reader, &reader->plan->devices);
    link->source = read_text(reader);
    link->target = read_text(reader);
}

void decode_hide(struct reader *reader)
{
    append(reader, &reader->plan->protections)->target = read_text(reader);
}

void decode_protect(struct reader *reader)
{
    append(reader, &reader->plan->protections)->target = read_text(reader);
}

void decode_sysctl(struct reader *reader)
{
    struct action *sysctl = append(reader, &reader->plan->sysctls);
    sysctl->target = read_text(reader);
    sysctl->source = read_text(reader);
}

void decode_names(struct reader *reader)
{
    reader->plan->hostname = read_text(reader);
    reader->plan->domainname = read_text(reader);
}
