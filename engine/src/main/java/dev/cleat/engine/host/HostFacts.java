package dev.cleat.engine.host;

import dev.cleat.engine.api.NamespaceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What planning needs to know of this machine, probed once per engine (mounts anew for each plan).
 *
 * @param kernel release as uname(2) gives it, {@code 6.1.0-18-amd64}
 * @param uid effective uid of this process
 * @param gid effective gid of this process
 * @param namespaces kinds the kernel has (/proc/self/ns)
 * @param layout where the cgroup controllers are mounted
 * @param subUids ranges of /etc/subuid for this user, host side
 * @param subGids ranges of /etc/subgid for this user, host side
 * @param hasNewIdMap newuidmap and newgidmap are installed
 * @param lastCapability highest capability number of the kernel (/proc/sys/kernel/cap_last_cap)
 * @param boundingCapabilities CapBnd of this process, one bit per capability
 * @param mounts mount points of the host's own namespace, in mount order
 * @param programs those of {@link #HELPERS} that are installed
 * @param hasSystemd a systemd takes orders from this user: the system's from root, else the user's own (sd_booted(3))
 * @param environment of whoever starts containers
 * @param security what confines processes here
 */
public record HostFacts(
        String kernel,
        int uid,
        int gid,
        Set<NamespaceType> namespaces,
        CgroupLayout layout,
        List<IdRange> subUids,
        List<IdRange> subGids,
        boolean hasNewIdMap,
        int lastCapability,
        long boundingCapabilities,
        List<HostMount> mounts,
        Set<String> programs,
        boolean hasSystemd,
        Map<String, String> environment,
        SecurityFacts security) {

    /** Programs of the system that do a job for a start: iproute2's, util-linux's and systemd's. */
    public static final List<String> HELPERS = List.of("ip", "bridge", "nsenter", "systemd-run");

    public HostFacts {
        namespaces = Set.copyOf(namespaces);
        subUids = List.copyOf(subUids);
        subGids = List.copyOf(subGids);
        mounts = List.copyOf(mounts);
        programs = Set.copyOf(programs);
        environment = Map.copyOf(environment);
    }

    /** True for uid 0. */
    public boolean isRoot() {
        return uid == 0;
    }

    /** {@code count} ids from {@code first} on. */
    public record IdRange(long first, long count) {}

    /** One mount of the host: where and what (proc_pid_mountinfo(5)). */
    public record HostMount(Path mountPoint, String fileSystemType, String source, boolean readOnly) {}
}
