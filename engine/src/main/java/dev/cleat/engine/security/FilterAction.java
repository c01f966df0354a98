package dev.cleat.engine.security;

import java.util.Map;
import java.util.Optional;

/** What the kernel does with a call (seccomp(2), SECCOMP_RET_*): the action in the high half, its data in the low one. */
final class FilterAction {

    static final int KILL_THREAD = 0;
    static final int KILL_PROCESS = 0x8000_0000;
    static final int TRAP = 0x0003_0000;
    static final int ERRNO = 0x0005_0000;
    static final int TRACE = 0x7ff0_0000;
    static final int LOG = 0x7ffc_0000;
    static final int ALLOW = 0x7fff_0000;

    /** What a notification would need, for messages. */
    static final String NO_NOTIFY = "notify is not supported: there is no agent that would answer for the container;"
            + " use an errno, or allow the call";

    static final String NOTIFY = "SCMP_ACT_NOTIFY";

    /** ERRNO and TRACE of linux/errno.h: more is cut off by the kernel (MAX_ERRNO). */
    static final int MOST_ERRNO = 4095;

    private static final Map<String, Integer> OCI = Map.of(
            "SCMP_ACT_KILL", KILL_THREAD,
            "SCMP_ACT_KILL_THREAD", KILL_THREAD,
            "SCMP_ACT_KILL_PROCESS", KILL_PROCESS,
            "SCMP_ACT_TRAP", TRAP,
            "SCMP_ACT_ERRNO", ERRNO,
            "SCMP_ACT_TRACE", TRACE,
            "SCMP_ACT_ALLOW", ALLOW,
            "SCMP_ACT_LOG", LOG);

    private FilterAction() {}

    /** By OCI's name. */
    static Optional<Integer> ofOci(String name) {
        return Optional.ofNullable(OCI.get(name));
    }

    /** True when the action carries an error number. */
    static boolean takesErrno(int action) {
        return action == ERRNO || action == TRACE;
    }
}
