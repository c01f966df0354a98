package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import java.util.Set;

/** Properties of another process that only system calls change. Each fails with the kernel's answer. */
public final class ProcessAttributes {

    /** RLIM_INFINITY. */
    public static final long UNLIMITED = -1;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final long SYS_sched_setattr = ARM ? 274 : 314;
    private static final long SYS_ioprio_set = ARM ? 30 : 251;

    private static final int SCHED_ATTR_BYTES = 48; // SCHED_ATTR_SIZE_VER0
    private static final int IOPRIO_WHO_PROCESS = 1;
    private static final int IOPRIO_CLASS_SHIFT = 13;
    private static final int PR_SCHED_CORE = 62;
    private static final int PR_SCHED_CORE_CREATE = 1;
    private static final int PIDTYPE_TGID = 1;
    private static final int CPU_SET_BYTES = 1024; // 8192 CPUs, the kernel's most (CONFIG_NR_CPUS)

    private ProcessAttributes() {}

    /** prlimit(2). {@code resource} is a number of asm-generic/resource.h. */
    public static void limit(long pid, int resource, long soft, long hard) throws ErrnoException {
        try (Memory limits = new Memory(16)) {
            limits.setLong(0, soft);
            limits.setLong(8, hard);
            check(pid, Libc.prlimit((int) pid, resource, limits, null));
        }
    }

    /**
     * struct sched_attr (sched_setattr(2)).
     *
     * @param policy SCHED_* of linux/sched.h
     * @param flags SCHED_FLAG_*
     */
    public record Scheduling(
            int policy, long flags, int nice, int priority, long runtime, long deadline, long period) {}

    /** sched_setattr(2). */
    public static void schedule(long pid, Scheduling wanted) throws ErrnoException {
        try (Memory attributes = new Memory(SCHED_ATTR_BYTES)) {
            attributes.setInt(0, SCHED_ATTR_BYTES);
            attributes.setInt(4, wanted.policy());
            attributes.setLong(8, wanted.flags());
            attributes.setInt(16, wanted.nice());
            attributes.setInt(20, wanted.priority());
            attributes.setLong(24, wanted.runtime());
            attributes.setLong(32, wanted.deadline());
            attributes.setLong(40, wanted.period());
            check(pid, Libc.syscall(SYS_sched_setattr, pid, attributes, 0));
        }
    }

    /** ioprio_set(2): class 1 real time, 2 best effort, 3 idle. */
    public static void ioPriority(long pid, int ioClass, int level) throws ErrnoException {
        check(pid, Libc.syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, pid, ioClass << IOPRIO_CLASS_SHIFT | level, 0));
    }

    /** sched_setaffinity(2). */
    public static void affinity(long pid, Set<Integer> cpus) throws ErrnoException {
        try (Memory mask = new Memory(CPU_SET_BYTES)) {
            mask.clear();
            for (int cpu : cpus) {
                if (cpu < 0 || cpu >= CPU_SET_BYTES * Byte.SIZE) {
                    throw new ErrnoException("CPU " + cpu, Errno.EINVAL);
                }
                mask.setByte(cpu / Byte.SIZE, (byte) (mask.getByte(cpu / Byte.SIZE) | 1 << cpu % Byte.SIZE));
            }
            check(pid, Libc.sched_setaffinity((int) pid, CPU_SET_BYTES, mask));
        }
    }

    /**
     * A core scheduling cookie of its own, which its children inherit: no other task runs on the same core at the same time
     * (PR_SCHED_CORE(2const), core-scheduling.rst).
     */
    public static void ownCore(long pid) throws ErrnoException {
        check(pid, Libc.prctl(PR_SCHED_CORE, PR_SCHED_CORE_CREATE, pid, PIDTYPE_TGID, 0));
    }

    private static void check(long pid, long answer) throws ErrnoException {
        if (answer < 0) {
            throw ErrnoException.last("process " + pid);
        }
    }
}
