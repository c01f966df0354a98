#include "credentials.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "filter.h"
#include "kernel.h"
#include "report.h"

#define CAPABILITY(name) (UINT64_C(1) << KERNEL_CAP_##name)

void become_root(const struct plan *plan)
{
    if (!plan->become_root)
        return;
    /* Denied where the engine may map only its own group (user_namespaces(7), /proc/PID/setgroups). */
    if (setgroups(0, NULL) < 0 && errno != EPERM)
        FAIL(errno, "supplementary groups");
    MUST(setresgid(0, 0, 0), "group 0");
    MUST(setresuid(0, 0, 0), "user 0");
}

/* The root is the container's already, so its symbolic links cannot lead out of it. */
static void make_directories(const char *path)
{
    char prefix[PATH_MAX];
    for (size_t i = 0; i < sizeof prefix; i++) {
        prefix[i] = path[i];
        if (i > 0 && (path[i] == '/' || path[i] == 0)) {
            prefix[i] = 0;
            (void)mkdir(prefix, 0755); /* chdir(2) tells what is wrong */
            prefix[i] = '/';
        }
        if (path[i] == 0)
            return;
    }
}

const struct action *enter_directory(const struct plan *plan)
{
    for (const struct action *directory = plan->directories.first; directory; directory = directory->next) {
        if (directory->flags & DIRECTORY_CREATE)
            make_directories(directory->target);
        if (chdir(directory->target) == 0)
            return NULL;
        if (errno == EACCES)
            return directory;
        if (!(directory->flags & DIRECTORY_OR_NEXT && directory->next && (errno == ENOENT || errno == ENOTDIR)))
            FAIL(errno, "directory ", directory->target);
    }
    return NULL;
}

static void change_capabilities(uint64_t effective, uint64_t permitted, uint64_t inheritable)
{
    struct kernel_cap_header header = {KERNEL_CAPABILITY_VERSION_3, 0};
    struct kernel_cap_data data[2];
    for (int i = 0; i < 2; i++)
        data[i] = (struct kernel_cap_data){(uint32_t)(effective >> 32 * i), (uint32_t)(permitted >> 32 * i),
            (uint32_t)(inheritable >> 32 * i)};
    MUST(syscall(SYS_capset, &header, data), "capabilities");
}

static uint64_t permitted_capabilities(void)
{
    struct kernel_cap_header header = {KERNEL_CAPABILITY_VERSION_3, 0};
    struct kernel_cap_data data[2];
    MUST(syscall(SYS_capget, &header, data), "capabilities");
    return data[0].permitted | (uint64_t)data[1].permitted << 32;
}

static void limit_capabilities(uint64_t bounding)
{
    for (unsigned capability = 0; capability < 64; capability++) {
        int held = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
        if (held < 0)
            return; /* past the kernel's last one */
        if (held && !(bounding >> capability & 1))
            MUST(prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "bounding set without capability ", NUMBER(capability));
    }
}

/* Only who can gain no privileges may load a filter without CAP_SYS_ADMIN (seccomp(2)). */
static bool filter_needs_power(const struct plan *plan)
{
    return plan->filter && !plan->no_new_privileges;
}

/*
 * True where the container may trace: then nothing of ours inside may have CAP_SYS_ADMIN any more, so the filter is loaded
 * while we cannot be seen, and must let through what is still done inside. Elsewhere it is loaded as late as can be.
 */
static bool filter_comes_first(const struct plan *plan)
{
    return plan->role == ROLE_ATTACH && filter_needs_power(plan) && (plan->bounding & CAPABILITY(SYS_PTRACE));
}

/*
 * Whoever inherits the operator's session keyring can use the keys in it (session-keyring(7)). EPERM: a filter forbids
 * keyctl(2), and inside as well; ENOSYS: there are no keys.
 */
static void leave_session_keyring(void)
{
    if (syscall(SYS_keyctl, KERNEL_JOIN_SESSION_KEYRING, NULL) < 0 && errno != EPERM && errno != ENOSYS)
        FAIL(errno, "a session keyring of its own");
}

void load_early_filter(const struct plan *plan)
{
    if (!filter_comes_first(plan))
        return;
    if (plan->keyring)
        leave_session_keyring();
    load_filter(plan);
}

/*
 * Between its birth inside and execve an attached process is ours, and a container that may trace can take it over: it
 * must find no more there than it has (CVE-2016-9962 with CAP_SYS_PTRACE). The bounding set as well: from it root gets
 * its capabilities back by execve(2).
 */
void limit_privileges(const struct plan *plan)
{
    bool needs_power = plan->remount || (filter_needs_power(plan) && !filter_comes_first(plan));
    uint64_t kept = plan->permitted | CAPABILITY(DAC_OVERRIDE) | CAPABILITY(SETGID) | CAPABILITY(SETUID)
        | CAPABILITY(SETPCAP) | (needs_power ? CAPABILITY(SYS_ADMIN) : 0);
    if (!plan->has_capabilities)
        return;
    limit_capabilities(plan->bounding);
    kept &= permitted_capabilities();
    change_capabilities(kept, kept, 0);
}

static void set_ids(const struct plan *plan)
{
    /* Groups before gid before uid: after setresuid nothing may be changed any more (CERT POS36-C). */
    if (plan->credentials_flags & CREDENTIALS_SETGROUPS)
        MUST(setgroups(plan->group_count, plan->groups), "supplementary groups");
    MUST(setresgid(plan->gid, plan->gid, plan->gid), "group ", NUMBER(plan->gid));
    MUST(setresuid(plan->uid, plan->uid, plan->uid), "user ", NUMBER(plan->uid));
}

static void set_capabilities(const struct plan *plan)
{
    uint64_t permitted = permitted_capabilities();
    /* While the power for it is still there; setresuid(2) has only taken it out of the effective set. */
    if (filter_needs_power(plan) && !filter_comes_first(plan)) {
        change_capabilities(permitted, permitted, 0);
        load_filter(plan);
    }
    change_capabilities(plan->effective, plan->permitted, plan->inheritable);
    /* After capset: only what is permitted and inheritable may be ambient (capabilities(7)). */
    MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities");
    for (unsigned capability = 0; capability < 64; capability++)
        if (plan->ambient >> capability & 1)
            MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0),
                 "ambient capability ", NUMBER(capability));
}

/* The raw call: a C library may invent a path. "(unreachable)/..." is a directory of the host (CVE-2024-21626). */
static void must_be_inside(void)
{
    char path[PATH_MAX];
    MUST(syscall(SYS_getcwd, path, sizeof path), "the current directory");
    if (path[0] != '/')
        FAIL(EXDEV, "the current directory ", path, ": outside the container's root");
}

void drop_privileges(const struct plan *plan, const struct action *refused_directory)
{
    if (plan->keyring && !filter_comes_first(plan))
        leave_session_keyring();
    if (plan->has_umask)
        (void)umask(plan->umask);
    if (plan->has_personality)
        MUST(personality(plan->personality), "personality ", NUMBER(plan->personality));
    /* Before setresuid: dropping from the bounding set needs CAP_SETPCAP. */
    if (plan->has_capabilities) {
        limit_capabilities(plan->bounding);
        MUST(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "keep capabilities");
    }
    if (plan->has_credentials)
        set_ids(plan);
    /* As root first, since root's search may be refused by NFS; again here, since a user's home may shut root out. */
    if (refused_directory)
        MUST(chdir(refused_directory->target), "directory ", refused_directory->target);
    must_be_inside();
    /* After setresuid, which would clear the effective and ambient sets (capabilities(7)). */
    if (plan->has_capabilities) {
        MUST(prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0), "keep capabilities");
        set_capabilities(plan);
    }
}
