package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.Devices;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.definition.Security;
import dev.cleat.engine.definition.Security.SeccompProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a start does on this host, in order, nothing left to decide. The stage's part is encoded by
 * {@code dev.cleat.engine.stage}; the host's part is carried out by the start flow.
 *
 * @param name the container's name
 * @param namespaces which it has of its own, which are others'
 * @param root how the root directory comes to be; empty when the mount namespace is the host's
 * @param sources mounts the host makes while init waits and hands to it, in the order of their numbers
 * @param entries mounts inside the root, in order, /proc, /sys, /dev first
 * @param dev what is in /dev
 * @param hiddenPaths masked paths
 * @param protectedPaths read-only paths; "/" is the root mount itself
 * @param names host name and domain name
 * @param sysctls files below /proc/sys, with slashes, and values
 * @param network its interfaces
 * @param console the container console
 * @param cgroup the payload's cgroup and what is written there
 * @param program what init executes, as whom
 * @param tuning what the host sets of init from outside before it goes on
 * @param filter system call filter, compiled before anything is taken; empty: none
 * @param profile AppArmor profile that is loaded first; empty: none, or it is there
 * @param hooks programs run on the way
 * @param life how it is stopped and what happens at its end
 * @param rootDescription the definition's rootfs in one phrase, for lists
 * @param notes what the operator should know: what was left out on this host, and why
 */
public record StartPlan(
        String name,
        NamespacesPlan namespaces,
        Optional<RootPlan> root,
        List<SourcePlan> sources,
        List<MountPlan> entries,
        DevPlan dev,
        List<String> hiddenPaths,
        List<String> protectedPaths,
        NamesPlan names,
        Map<String, String> sysctls,
        NetworkPlan network,
        ConsolePlan console,
        CgroupPlan cgroup,
        ProgramPlan program,
        TuningPlan tuning,
        Optional<FilterPlan> filter,
        Optional<ProfilePlan> profile,
        HookPlan hooks,
        LifePlan life,
        String rootDescription,
        List<String> notes) {

    public StartPlan {
        sources = List.copyOf(sources);
        entries = List.copyOf(entries);
        hiddenPaths = List.copyOf(hiddenPaths);
        protectedPaths = List.copyOf(protectedPaths);
        sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
        notes = List.copyOf(notes);
    }

    /** True when the container has a namespace of this kind of its own. */
    public boolean isPrivate(NamespaceType type) {
        return namespaces.own().contains(type);
    }

    /** True when init waits in its namespaces until the host has done its part there. */
    public boolean waitsForHost() {
        return network.hasWork() || !hooks.at(Hooks.Point.CREATE_RUNTIME).isEmpty();
    }

    /** Id maps of its user namespace, its own or another's. */
    public IdMaps idMaps() {
        return namespaces.idMaps();
    }

    /**
     * The container's namespaces. A kind in neither collection is the host's.
     *
     * @param own made for it
     * @param shared joined before init is made; resolved to descriptors by the flow
     * @param idMaps what ids inside are on the host; written when the user namespace is its own
     * @param bootOffsetSeconds for a time namespace of its own
     * @param monotonicOffsetSeconds for a time namespace of its own
     */
    public record NamespacesPlan(
            Set<NamespaceType> own,
            Map<NamespaceType, NamespaceSource> shared,
            IdMaps idMaps,
            long bootOffsetSeconds,
            long monotonicOffsetSeconds) {
        public NamespacesPlan {
            own = Set.copyOf(own);
            shared = Map.copyOf(shared);
        }
    }

    /**
     * A mount that only the host can make: detached, handed to init as a descriptor (open_tree(2), fsmount(2)), attached
     * there by the MOUNT of kind PASSED whose source is its number.
     *
     * @param kind TREE: a copy of {@code source}; IMAGE: a new file system on a loop device of the file {@code source} (or
     *     on the block device); DEVICE_NUMBER is chosen by the flow
     * @param fileSystem IMAGE: the kernel's name of it
     * @param recursive TREE: with everything mounted below
     * @param idmapped ids are shifted by {@code idMaps}, or by the container's own when that is empty
     * @param readOnly IMAGE: loop device and file system are read-only
     */
    public record SourcePlan(
            SourceKind kind,
            Path source,
            String fileSystem,
            boolean recursive,
            boolean idmapped,
            IdMaps idMaps,
            boolean readOnly,
            List<MountPlan.Parameter> parameters) {
        public SourcePlan {
            parameters = List.copyOf(parameters);
        }
    }

    /** What a {@link SourcePlan} makes. */
    public enum SourceKind {
        TREE,
        IMAGE
    }

    /**
     * What is in /dev.
     *
     * @param devices host device nodes bound into /dev
     * @param links symbolic links made in /dev
     * @param nodes nodes made with mknod(2), for a container whose user namespace is the host's
     * @param ttys terminals of its own devpts bound on {@code /dev/ttyN}, 1 to n, served by the keeper as the console is
     * @param ttyDirectory below /dev; empty: /dev itself
     * @param policy device policy of the cgroup, first to last; empty: none is set (not permitted here)
     */
    public record DevPlan(
            List<DevicePlan> devices,
            List<LinkPlan> links,
            List<NodePlan> nodes,
            int ttys,
            Optional<String> ttyDirectory,
            List<Devices.Rule> policy) {
        public DevPlan {
            devices = List.copyOf(devices);
            links = List.copyOf(links);
            nodes = List.copyOf(nodes);
            policy = List.copyOf(policy);
        }
    }

    /** A device node made with mknod(2): {@code mode} with the type bits, ids inside the container. */
    public record NodePlan(String path, int mode, int major, int minor, long uid, long gid) {}

    /** Empty: left alone. */
    public record NamesPlan(Optional<String> hostname, Optional<String> domainname) {}

    /** What the system call filter is compiled from (seccomp(2)); {@code capabilities}: the bounding set, which profiles depend on. */
    public record FilterPlan(Security.Seccomp seccomp, long capabilities) {

        /** Where its rules come from, for people. */
        public String source() {
            SeccompProfile profile = seccomp.profile();
            return profile instanceof SeccompProfile.Oci oci
                    ? oci.file().toString()
                    : profile instanceof SeccompProfile.Lxc lxc ? lxc.file().toString() : "the default profile";
        }
    }

    /**
     * Lines of uid_map and gid_map (user_namespaces(7)).
     *
     * @param throughHelper written by newuidmap and newgidmap because this user may not
     * @param setgroups processes inside may call setgroups(2)
     * @param kept this range was chosen for the container and is its own from now on
     */
    public record IdMaps(List<IdMap> uids, List<IdMap> gids, boolean throughHelper, boolean setgroups, boolean kept) {
        /** No user namespace but the host's. */
        public static final IdMaps NONE = new IdMaps(List.of(), List.of(), false, true, false);

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

        /** True when the host's {@code uid} and {@code gid} both are somebody inside. */
        public boolean covers(long uid, long gid) {
            return uids.isEmpty() || has(uids, uid) && has(gids, gid);
        }

        private static boolean has(List<IdMap> maps, long host) {
            return maps.stream().anyMatch(map -> host >= map.host() && host < map.host() + map.size());
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
     * @param propagation MS_SLAVE, MS_SHARED, MS_UNBINDABLE or MS_PRIVATE of the finished root; 0: as it is
     * @param files empty ones made beforehand where there is nothing: sources of binds
     * @param chown directories whose files get the container's ids, once, before the first start
     * @param pin directory whose file system must stay writable while the container lives, whatever it does
     */
    public record RootPlan(
            List<Path> directories,
            List<StagingStep> staging,
            Path directory,
            long propagation,
            List<Path> files,
            List<Path> chown,
            Optional<Path> pin) {
        public RootPlan {
            directories = List.copyOf(directories);
            staging = List.copyOf(staging);
            files = List.copyOf(files);
            chown = List.copyOf(chown);
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
     * @param logTimes where it is noted when the log was written
     * @param logMaxBytes rotated when larger
     * @param logKeep how many older files are kept
     * @param logSync how often it is brought to the disk; empty: when the kernel does
     * @param ringBytes how much of the latest output a new viewer can ask for
     * @param size first window size
     * @param readOnly nobody can type
     * @param attached init has it as stdio; false: init's stdio is /dev/null (console.mode none)
     */
    public record ConsolePlan(
            String ptmx,
            boolean controllingTerminal,
            Optional<Path> log,
            Path logTimes,
            long logMaxBytes,
            int logKeep,
            Optional<Duration> logSync,
            int ringBytes,
            TerminalSize size,
            boolean readOnly,
            boolean attached) {}

    /**
     * The payload's cgroup.
     *
     * @param path below the base of each hierarchy, {@code cleat/NAME}; empty: no cgroup of its own (not permitted here)
     * @param keeperPath {@code cleat-keeper}, shared by all keepers: a process cannot remove the cgroup it is in
     * @param writes limits, applied in order before any process is in it
     * @param relative the path is below this process's own cgroup of each hierarchy, not below the base
     * @param delegate who may make cgroups below init's; empty: nobody but us
     * @param devices device policy, first to last; empty: none
     * @param scope systemd's, below which it is in the hierarchies that systemd uses; empty: systemd is not asked
     */
    public record CgroupPlan(
            Optional<String> path,
            String keeperPath,
            List<CgroupWrite> writes,
            boolean relative,
            Optional<Delegate> delegate,
            List<Devices.Rule> devices,
            Optional<ScopePlan> scope) {
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
            devices = List.copyOf(devices);
        }

        /** Nothing but limits. */
        public CgroupPlan(Optional<String> path, String keeperPath, List<CgroupWrite> writes) {
            this(path, keeperPath, writes, false, Optional.empty(), List.of(), Optional.empty());
        }

        /** The payload's cgroup of {@code container}, below the base of each hierarchy. */
        public static String payloadOf(String container) {
            return PAYLOADS + "/" + container;
        }
    }

    /** Host ids of a container's root. */
    public record Delegate(long uid, long gid) {}

    /**
     * {@code value} into {@code file} of the cgroup in the hierarchy of {@code controller}; {@code key} of the definition
     * asked for it.
     *
     * @param otherwise instead, on a kernel that has no such file
     */
    public record CgroupWrite(
            String controller, String file, String value, String key, Optional<CgroupWrite> otherwise) {

        public CgroupWrite(String controller, String file, String value, String key) {
            this(controller, file, value, key, Optional.empty());
        }

        CgroupWrite orElse(CgroupWrite other) {
            return new CgroupWrite(controller, file, value, key, Optional.of(other));
        }
    }
}
