package dev.cleat.engine.definition;

/**
 * What of this host's sessions is decided by the host: {@code sessions:} of its configuration.
 *
 * @param leftovers what becomes of processes that a session has started and that live when its command has ended
 */
public record SessionPolicy(Leftovers leftovers) {

    /** Without a configuration. */
    public static final SessionPolicy DEFAULT = new SessionPolicy(Leftovers.KEEP);

    /** Of a session that ends by itself; one that somebody ends takes all with it. */
    public enum Leftovers {
        /** They live on, as daemons do. */
        KEEP,
        /** They are killed: all that is in the session's own cgroup. */
        KILL
    }
}
