/*
 * What the kernel offers and the C libraries do not (musl has no linux headers in its path, glibc's lag behind).
 * Each constant names the header of the kernel (include/uapi) it is copied from. System calls numbered 424 and
 * above have the same number on every architecture.
 */
#ifndef CLEAT_KERNEL_H
#define CLEAT_KERNEL_H

#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

/* asm-generic/unistd.h */
enum {
    NR_PIDFD_SEND_SIGNAL = 424, NR_OPEN_TREE = 428, NR_MOVE_MOUNT = 429, NR_FSOPEN = 430, NR_FSCONFIG = 431,
    NR_FSMOUNT = 432, NR_PIDFD_OPEN = 434, NR_CLONE3 = 435, NR_CLOSE_RANGE = 436, NR_OPENAT2 = 437, NR_MOUNT_SETATTR = 442
};

/* linux/sched.h */
#define KERNEL_CLONE_NEWTIME     0x80ULL
#define KERNEL_CLONE_INTO_CGROUP 0x200000000ULL
struct kernel_clone_args {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

/* linux/openat2.h */
#define KERNEL_RESOLVE_NO_XDEV       0x01u
#define KERNEL_RESOLVE_NO_MAGICLINKS 0x02u
#define KERNEL_RESOLVE_NO_SYMLINKS   0x04u
#define KERNEL_RESOLVE_BENEATH       0x08u
struct kernel_open_how {
    uint64_t flags, mode, resolve;
};

/* linux/mount.h, linux/fcntl.h */
#define KERNEL_OPEN_TREE_CLONE    1u
#define KERNEL_AT_EMPTY_PATH      0x1000u
#define KERNEL_AT_RECURSIVE       0x8000u
#define KERNEL_MOVE_EMPTY_PATHS   0x44u /* MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH */
#define KERNEL_ATTR_RDONLY        0x01u
#define KERNEL_ATTR_NOSUID        0x02u
#define KERNEL_ATTR_NODEV         0x04u
#define KERNEL_ATTR_NOEXEC        0x08u
enum { KERNEL_SET_FLAG = 0, KERNEL_SET_STRING = 1, KERNEL_CMD_CREATE = 6 }; /* enum fsconfig_command */
struct kernel_mount_attr {
    uint64_t attr_set, attr_clr, propagation, userns_fd;
};

/* linux/close_range.h */
#define KERNEL_CLOSE_RANGE_CLOEXEC 4u

/* linux/wait.h: an idtype_t that older C libraries do not list */
#define KERNEL_P_PIDFD 3

/* linux/magic.h */
#define KERNEL_PROC_MAGIC   0x9fa0
#define KERNEL_DEVPTS_MAGIC 0x1cd1

/* linux/capability.h */
#define KERNEL_CAPABILITY_VERSION_3 0x20080522u
enum { KERNEL_CAP_DAC_OVERRIDE = 1, KERNEL_CAP_SETGID = 6, KERNEL_CAP_SETUID = 7, KERNEL_CAP_SETPCAP = 8,
    KERNEL_CAP_SYS_PTRACE = 19, KERNEL_CAP_SYS_ADMIN = 21 };
struct kernel_cap_header {
    uint32_t version;
    int pid;
};
struct kernel_cap_data {
    uint32_t effective, permitted, inheritable;
};

/* linux/seccomp.h, linux/filter.h */
#define KERNEL_SECCOMP_SET_MODE_FILTER 1
struct kernel_sock_fprog {
    uint16_t length;
    const void *filter;
};

/* linux/keyctl.h */
#define KERNEL_JOIN_SESSION_KEYRING 1

/* asm-generic/ioctls.h: the slave of a master by descriptor, so that no path is looked up */
#define KERNEL_TIOCGPTPEER 0x5441

static inline int kernel_clone3(struct kernel_clone_args *arguments)
{
    return (int)syscall(NR_CLONE3, arguments, sizeof *arguments);
}

static inline int kernel_close_range(unsigned first, unsigned last, unsigned flags)
{
    return (int)syscall(NR_CLOSE_RANGE, first, last, flags);
}

static inline int kernel_openat2(int directory, const char *path, int flags, unsigned mode, uint64_t resolve)
{
    struct kernel_open_how how = {(uint64_t)(flags | O_CLOEXEC), mode, resolve};
    return (int)syscall(NR_OPENAT2, directory, path, &how, sizeof how);
}

static inline int kernel_open_tree(int directory, const char *path, unsigned flags)
{
    return (int)syscall(NR_OPEN_TREE, directory, path, flags | KERNEL_OPEN_TREE_CLONE | (unsigned)O_CLOEXEC);
}

static inline int kernel_move_mount(int mount, int target)
{
    return (int)syscall(NR_MOVE_MOUNT, mount, "", target, "", KERNEL_MOVE_EMPTY_PATHS);
}

static inline int kernel_mount_setattr(int mount, unsigned flags, struct kernel_mount_attr *attributes)
{
    return (int)syscall(NR_MOUNT_SETATTR, mount, "", flags | KERNEL_AT_EMPTY_PATH, attributes, sizeof *attributes);
}

static inline int kernel_fsopen(const char *type)
{
    return (int)syscall(NR_FSOPEN, type, 1u /* FSOPEN_CLOEXEC */);
}

static inline int kernel_fsconfig(int context, unsigned command, const char *key, const char *value)
{
    return (int)syscall(NR_FSCONFIG, context, command, key, value, 0);
}

static inline int kernel_fsmount(int context, unsigned attributes)
{
    return (int)syscall(NR_FSMOUNT, context, 1u /* FSMOUNT_CLOEXEC */, attributes);
}

/* All 64, those too that a C library keeps for itself and leaves out of its sets: a sender need not know them. */
static inline int kernel_block_signals(void)
{
    return (int)syscall(SYS_rt_sigprocmask, 2 /* SIG_SETMASK */, &(uint64_t){~UINT64_C(0)}, NULL, sizeof(uint64_t));
}

static inline int kernel_signalfd(int flags)
{
    return (int)syscall(SYS_signalfd4, -1, &(uint64_t){~UINT64_C(0)}, sizeof(uint64_t), flags);
}

static inline int kernel_await_signal(void)
{
    return (int)syscall(SYS_rt_sigtimedwait, &(uint64_t){~UINT64_C(0)}, NULL, NULL, sizeof(uint64_t));
}

static inline int kernel_pidfd_open(int pid)
{
    return (int)syscall(NR_PIDFD_OPEN, pid, 0u);
}

static inline int kernel_pidfd_send_signal(int pidfd, int signal)
{
    return (int)syscall(NR_PIDFD_SEND_SIGNAL, pidfd, signal, NULL, 0u);
}

#endif
