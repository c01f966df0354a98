/* The plan as the engine decided it, decoded. Nothing here is decided again. */
#ifndef CLEAT_PLAN_H
#define CLEAT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role { ROLE_KEEPER = 1, ROLE_ATTACH = 2, ROLE_GUARD = 3 };

enum { MOUNT_NEW = 1, MOUNT_BIND = 2 };
enum {
    MOUNT_RECURSIVE = 1, MOUNT_SOURCE_OPTIONAL = 2, MOUNT_CREATE_DIRECTORY = 4, MOUNT_CREATE_FILE = 8,
    MOUNT_TARGET_ON_HOST = 16, MOUNT_TARGET_OPTIONAL = 32, MOUNT_CREATE_LIKE_SOURCE = 64
};
enum { DIRECTORY_CREATE = 1, DIRECTORY_OR_NEXT = 2 };
enum { CGROUP_KILL_V2 = 1, CGROUP_KILL_V1 = 2, CGROUP_REMOVE = 3 };
enum { CONSOLE_CONTROLLING = 1 };
enum { CREDENTIALS_SETGROUPS = 1 };

/* Memory for what a plan says: taken while decoding, only ever given back as a whole. */
struct arena {
    char *base;
    size_t used, size;
};

/* A parameter of a new file system. */
struct option {
    struct option *next;
    const char *key, *value; /* value NULL: a flag */
};

/* One record of a kind that may come often, in the order in which it was sent. */
struct action {
    struct action *next;
    uint32_t type;             /* RECORD_... */
    uint32_t kind, flags;      /* MOUNT and CGROUP_END; MOUNT and DIRECTORY */
    uint32_t mode;             /* MAKE_DIRECTORY */
    uint32_t major, minor;     /* DEVICE */
    uint64_t set, clear, propagation; /* MOUNT attributes, as mount_setattr(2) takes them */
    const char *source;        /* what is mounted, linked to, written */
    const char *fstype;
    const char *target;        /* the path it applies to, or the text of an argument */
    struct option *options;
};

struct list {
    struct action *first, *last;
    uint32_t count;
};

struct console; /* console.h */

struct plan {
    enum role role;
    uint32_t passed;           /* descriptors 4..: how many the engine passed */

    struct arena kept;         /* what the keeper needs until the end */
    struct arena arena;        /* everything else, given back when init runs */

    uint64_t clone_flags, unshare_flags;
    int clone_cgroup, state_directory;
    struct list cgroup_ends;
    bool become_root, loopback;

    struct list staging;       /* MAKE_DIRECTORY and MOUNT on the host's paths, before the root is opened */
    const char *root;
    struct list mounts, devices, protections, sysctls;

    struct console *console;
    const char *console_ptmx;
    uint16_t console_rows, console_columns;
    uint32_t console_flags;
    bool init_without_console;

    const char *hostname, *domainname;

    struct list arguments, environment, directories;
    char **argv, **envp;       /* made of the two lists at the end of the plan */
    const char *search_path, *fallback_program;

    bool has_credentials, has_capabilities, has_umask, has_personality, no_new_privileges;
    uint32_t uid, gid, credentials_flags, group_count, *groups;
    uint64_t bounding, permitted, effective, inheritable, ambient;
    uint32_t umask, personality, parent_death_signal;

    int join_pidfd;
    uint64_t join_flags;
    const char *label_attribute, *label;
    int stdio[3];
    uint32_t terminal_bits;    /* bits 0 to 2: that descriptor of stdio is the PTY's slave */
    bool remount;

    int terminal;              /* the operator's */
    const char *farewell;      /* what is written to it when the engine was killed */
};

/* Reads records until END_OF_PLAN; anything malformed is a FAILURE and the end of the process. */
void read_plan(struct plan *plan, enum role role);

/* Gives the pages back that only init needed. */
void release_plan(struct plan *plan);

#endif
