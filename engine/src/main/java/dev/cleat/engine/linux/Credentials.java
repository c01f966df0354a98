package dev.cleat.engine.linux;

/** Who this process is (credentials(7)). */
public final class Credentials {
    private Credentials() {}

    /** getpid(2). ProcessHandle would start a pool of threads first. */
    public static long processId() {
        return Libc.getpid();
    }

    /** geteuid(2). */
    public static int effectiveUid() {
        return Libc.geteuid();
    }
}
