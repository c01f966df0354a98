package dev.cleat.engine.definition;

import java.util.List;
import java.util.Optional;

/**
 * Which host ids the container's ids are, {@code idmap:} (user_namespaces(7)).
 *
 * @param mode NONE: no user namespace of its own
 * @param uids lines of uid_map, for {@link Mode#EXPLICIT}
 * @param gids lines of gid_map
 * @param setgroups empty: allow where the kernel lets us
 * @param ownership how files of the rootfs get the container's ids
 */
public record Idmap(Mode mode, List<Line> uids, List<Line> gids, Optional<Boolean> setgroups, Ownership ownership) {

    /** No user namespace. */
    public static final Idmap NONE = new Idmap(Mode.NONE, List.of(), List.of(), Optional.empty(), Ownership.MAP);

    /** What root is told who asks for a user namespace and gives no map. */
    public static final String UNSHIFTED =
            "namespaces.user: private without idmap: what root starts has the host's ids,"
                    + " so files made by root inside are root's on the host; write idmap: {mode: auto}";

    public Idmap {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    /**
     * NONE: no user namespace. AUTO: a free range of this host's. SUBID: the caller's ranges of /etc/subuid and
     * /etc/subgid. IDENTITY: every id is itself. KEEP_ID: the caller's own id is itself, the others come from subid. SINGLE:
     * container root is the caller, nobody else exists. EXPLICIT: the lines given.
     */
    public enum Mode {
        NONE,
        AUTO,
        SUBID,
        IDENTITY,
        KEEP_ID,
        SINGLE,
        EXPLICIT
    }

    /** MAP: idmapped mounts (mount_setattr(2)). CHOWN: files are changed once. OFF: as they are. */
    public enum Ownership {
        MAP,
        CHOWN,
        OFF
    }

    /** One line: {@code size} ids from {@code container} on are the host's from {@code host} on. */
    public record Line(long container, long host, long size) {}
}
