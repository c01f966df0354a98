package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a start does on this host, in order, nothing left to decide. The stage's part is encoded by
 * {@code dev.cleat.engine.stage}; the host's part is carried out by the start flow.
 *
 * @param name the container's name
 * @param privateNamespaces namespaces the container gets of its own; the others are the host's
 * @param idMaps empty lists without a user namespace of its own
 * @param root how the root directory comes to be; empty when the mount namespace is the host's
 * @param entries mounts inside the root, in order, /proc, /sys, /dev first
 * @param devices host device nodes bound into /dev
 * @param links symbolic links made in /dev
 * @param hiddenPaths masked paths
 * @param protectedPaths read-only paths; "/" is the root mount itself
 * @param hostname empty: left alone
 * @param loopback bring up lo (network namespace of its own)
 * @param console the container console
 * @param cgroup the payload's cgroup and what is written there
 * @param program what init executes, as whom
 * @param halt how it is stopped
 * @param rootDescription the definition's rootfs in one phrase, for lists
 * @param notes what the operator should know: what was left out on this host, and why
 */
public record StartPlan(
        String name,
        Set<NamespaceType> privateNamespaces,
        IdMaps idMaps,
        Optional<RootPlan> root,
        List<MountPlan> entries,
        List<DevicePlan> devices,
        List<LinkPlan> links,
        List<String> hiddenPaths,
        List<String> protectedPaths,
        Optional<String> hostname,
        boolean loopback,
        ConsolePlan console,
        CgroupPlan cgroup,
        ProgramPlan program,
        HaltPlan halt,
        String rootDescription,
        List<String> notes) {

    public StartPlan {
        privateNamespaces = Set.copyOf(privateNamespaces);
        entries = List.copyOf(entries);
        devices = List.copyOf(devices);
        links = List.copyOf(links);
        hiddenPaths = List.copyOf(hiddenPaths);
        protectedPaths = List.copyOf(protectedPaths);
        notes = List.copyOf(notes);
    }

    /** True when the container has a namespace of this kind of its own. */
    public boolean isPrivate(NamespaceType type) {
        return privateNamespaces.contains(type);
    }

    /**
     * Lines of uid_map and gid_map (user_namespaces(7)).
     *
     * @param throughHelper written by newuidmap and newgidmap because this user may not
     */
    public record IdMaps(List<IdMap> uids, List<IdMap> gids, boolean throughHelper) {
        /** No user namespace of its own. */
        public static final IdMaps NONE = new IdMaps(List.of(), List.of(), false);

        public IdMaps {
            uids = List.copyOf(uids);
            gids = List.copyOf(gids);
        }

        /** Host uid of the container's root; the same id without a user namespace. */
        public long hostUid(long inside) {
            return host(uids, inside);
        }

        /** Host gid of the container's group {@code inside}. */
        public long hostGid(long inside) {
            return host(gids, inside);
        }

        private static long host(List<IdMap> maps, long inside) {
            for (IdMap map : maps) {
                if (inside >= map.container() && inside < map.container() + map.size()) {
                    return map.host() + inside - map.container();
                }
            }
            return maps.isEmpty() ? inside : -1;
        }
    }

    /** One line of an id map. */
    public record IdMap(long container, long host, long size) {}

    /**
     * How the root directory comes to be, on host paths, inside the container's own mount namespace.
     *
     * @param directories made before anything is mounted (host side, by the engine), 0700
     * @param staging mounts on host paths, in order, each preceded by the directories it needs
     * @param directory the host path that becomes the root
     */
    public record RootPlan(List<Path> directories, List<StagingStep> staging, Path directory) {
        public RootPlan {
            directories = List.copyOf(directories);
            staging = List.copyOf(staging);
        }
    }

    /** One step of making the root: a directory or a mount. Exactly one is present. */
    public record StagingStep(Optional<Path> directory, Optional<MountPlan> mount) {
        /** Make a directory, 0755, inside what was mounted before. */
        public static StagingStep make(Path directory) {
            return new StagingStep(Optional.of(directory), Optional.empty());
        }

        /** Mount something on a host path. */
        public static StagingStep mount(MountPlan mount) {
            return new StagingStep(Optional.empty(), Optional.of(mount));
        }
    }

    /** A host character device bound on {@code target}. */
    public record DevicePlan(String hostPath, String target, int major, int minor) {}

    /** A symbolic link at {@code path} with {@code content}. */
    public record LinkPlan(String content, String path) {}

    /**
     * The container console.
     *
     * @param ptmx {@code dev/pts/ptmx} in the root, or an absolute host path when there is no root of its own
     * @param controllingTerminal it is init's controlling terminal (process.terminal)
     * @param log file on the host that gets its output; empty: none
     * @param logMaxBytes rotated when larger
     * @param logKeep how many older files are kept
     * @param ringBytes how much of the latest output a new viewer can ask for
     */
    public record ConsolePlan(
            String ptmx,
            boolean controllingTerminal,
            Optional<Path> log,
            long logMaxBytes,
            int logKeep,
            int ringBytes) {}

    /**
     * The payload's cgroup.
     *
     * @param path below the base of each hierarchy, {@code cleat/NAME}; empty: no cgroup of its own (not permitted here)
     * @param keeperPath {@code cleat-keeper}, shared by all keepers: a process cannot remove the cgroup it is in
     * @param writes limits, applied in order before any process is in it
     */
    public record CgroupPlan(Optional<String> path, String keeperPath, List<CgroupWrite> writes) {
        /** Holds the payloads of all containers. */
        public static final String PAYLOADS = "cleat";

        /**
         * Where init is, below the payload's cgroup, which holds the limits. A root inside that makes itself a user and a
         * cgroup namespace can mount the hierarchy with its own cgroup as the top, and write what it finds there: not its
         * limits, which are one level above (cgroup_namespaces(7)).
         */
        public static final String INIT = "init";

        /** Holds all keepers. */
        public static final String KEEPERS = "cleat-keeper";

        public CgroupPlan {
            writes = List.copyOf(writes);
        }

        /** The payload's cgroup of {@code container}, below the base of each hierarchy. */
        public static String payloadOf(String container) {
            return PAYLOADS + "/" + container;
        }
    }

    /** {@code value} into {@code file} of the cgroup in the hierarchy of {@code controller}; {@code key} of the definition asked for it. */
    public record CgroupWrite(String controller, String file, String value, String key) {}

    /** The halt signal's number, how long to wait after it, and whether to kill then. */
    public record HaltPlan(int signal, Duration timeout, boolean kill) {}
}
