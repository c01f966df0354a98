package dev.cleat.engine.plan;

/**
 * A compiled system call filter.
 *
 * @param flags SECCOMP_FILTER_FLAG_* of seccomp(2)
 * @param code struct sock_filter, one after the other
 */
public record FilterProgram(int flags, byte[] code) {
    /** Refused calls are logged by the kernel. */
    public static final int LOG = 2;

    /** The filter does not switch on the mitigation of speculative stores. */
    public static final int ALLOW_SPECULATION = 4;
}
