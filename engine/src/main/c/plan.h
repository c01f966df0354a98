/* The plan as the engine decided it, decoded. Nothing here is decided again. */
#ifndef CLEAT_PLAN_H
#define CLEAT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role { ROLE_KEEPER = 1, ROLE_ATTACH = 2, ROLE_GUARD = 3 };

enum { MOUNT_NEW = 1, MOUNT_BIND = 2, MOUNT_PASSED = 3, MOUNT_BIND_INSIDE = 4 };
enum {
    MOUNT_RECURSIVE = 1, MOUNT_SOURCE_OPTIONAL = 2, MOUNT_CREATE_DIRECTORY = 4, MOUNT_CREATE_FILE = 8,
    MOUNT_TARGET_ON_HOST = 16, MOUNT_TARGET_OPTIONAL = 32, MOUNT_CREATE_LIKE_SOURCE = 64,
    MOUNT_ATTRIBUTES_RECURSIVE = 128, MOUNT_COPY_UP = 256, MOUNT_MERGE = 512
};
enum { DIRECTORY_CREATE = 1, DIRECTORY_OR_NEXT = 2 };
enum { CGROUP_KILL_V2 = 1, CGROUP_KILL_V1 = 2, CGROUP_REMOVE = 3, CGROUP_PRUNE = 4 };
/* A directory of v2 or a tasks file of v1, each for the stage itself or for init. */
enum { CGROUP_BORN_IN = 1, CGROUP_ENTERED = 2, CGROUP_INIT_BORN_IN = 3, CGROUP_INIT_ENTERS = 4 };
enum { CONSOLE_CONTROLLING = 1, CONSOLE_READ_ONLY = 2, CONSOLE_APART = 4 };
enum { HOOK_PRE_MOUNT = 1, HOOK_MOUNT = 2, HOOK_AUTODEV = 3, HOOK_START = 4 };
enum { HOOK_WARNS = 1 };
enum { END_EXITED_ZERO = 1, END_EXITED_OTHER = 2, END_REBOOT = 4, END_HALT = 8, END_KILLED = 16 };
enum { MAXIMUM_SOURCES = 253, MAXIMUM_TTYS = 64, NAMESPACE_KINDS = 8 };
enum { CREDENTIALS_SETGROUPS = 1 };
enum { SESSION_TIED = 1 };

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
    uint32_t mode;             /* MAKE_DIRECTORY, NODE */
    uint32_t major, minor;     /* DEVICE, NODE */
    uint32_t uid, gid;         /* NODE */
    int file;                  /* CGROUP, opened */
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

/* A program run by init on the way. */
struct hook {
    struct hook *next;
    uint32_t point, milliseconds, flags;
    const char *input;
    char **argv, **envp;
};

/* A namespace of others that init is made in. */
struct join {
    struct join *next;
    uint64_t flag;
    int fd;
};

/* What the keeper becomes. */
struct end_command {
    uint32_t ends;             /* after which ends of init */
    uint32_t namespace_count;
    char **namespaces;         /* of init, kept for it: descriptors 10, 11, ... */
    char **argv, **envp;
};

struct console; /* console.h */
struct session; /* session.h */
struct pollfd;

struct plan {
    enum role role;
    uint32_t passed;           /* descriptors 4..: how many the engine passed */
    char *command_line;        /* this process's own, all its arguments */
    size_t command_line_size;

    struct arena kept;         /* what the keeper needs until the end */
    struct arena arena;        /* everything else, given back when init runs */

    uint64_t clone_flags, unshare_flags;
    const char *born_in, *init_born_in; /* cgroups of v2; NULL: none of their own */
    struct list entered, init_enters;   /* tasks files of v1 */
    int state_directory, lock;
    struct join *joins;
    uint64_t joined;           /* all flags of joins */
    const char *time_offsets;
    struct list cgroup_ends, end_copies;
    struct end_command *end_command;
    const char *journal, *journal_name;
    bool become_root, loopback, host_gate, no_forward, utmp, stub;

    struct hook *hooks;
    int hook_output;

    struct list staging;       /* MAKE_DIRECTORY and MOUNT on the host's paths, before the root is opened */
    const char *root;
    uint64_t root_propagation; /* MS_SHARED and its kin, for the finished root; 0: as it is */
    struct list mounts, devices, protections, sysctls;

    struct console *console;
    const char *console_ptmx;
    uint16_t console_rows, console_columns;
    uint32_t console_flags;
    struct console *ttys;      /* served as the console is, an array */
    uint32_t tty_count;
    struct pollfd *polled;     /* as much room as all of them need */
    struct pollfd *polled_open; /* as much once more: those with a descriptor */
    const char *tty_directory; /* below /dev; empty: /dev itself */

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
    const char *label_attribute, *label, *keyring; /* keyring: the label of a new session keyring, may be empty */
    uint32_t filter_flags, filter_length;
    const void *filter;        /* struct sock_filter, filter_length of them */
    int stdio[3];
    uint32_t terminal_bits;    /* bits 0 to 2: that descriptor of stdio is the PTY's slave */
    bool remount;

    struct session *session;
    struct list refuges;       /* CGROUP_REFUGE: where a session's keeper goes when it is alone */

    int terminal;              /* the operator's */
    const char *farewell;      /* what is written to it when the engine was killed */
};

/* Reads records until END_OF_PLAN; anything malformed is a FAILURE and the end of the process. */
void read_plan(struct plan *plan, enum role role);

/* Gives the pages back that only init needed. */
void release_plan(struct plan *plan);

#endif
