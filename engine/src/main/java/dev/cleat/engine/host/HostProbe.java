package dev.cleat.engine.host;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.HostFacts.HostMount;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.procfs.MountInfo;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessStatus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the {@link HostFacts} from /proc and /etc. Starts no process, loads no native library, changes nothing. */
public final class HostProbe {
    private static final int CAPABILITIES_OF_5_12 = 40;

    private final Procfs procfs;
    private final Path etc;
    private final List<Path> programs;

    /** This machine, programs sought in PATH and the system's directories. */
    public HostProbe(Procfs procfs) {
        this(procfs, Path.of("/etc"), ProgramPath.ofThisProcess());
    }

    HostProbe(Procfs procfs, Path etc, List<Path> programs) {
        this.procfs = procfs;
        this.etc = etc;
        this.programs = List.copyOf(programs);
    }

    /** Everything planning needs, read now. Errors: none; what cannot be read is empty. */
    public HostFacts facts() {
        long self = Credentials.processId();
        Optional<ProcessStatus> status = procfs.status(self);
        int uid = status.map(s -> s.uids().get(1).intValue()).orElse(-1);
        int gid = status.map(s -> s.gids().get(1).intValue()).orElse(-1);
        List<MountInfo> mounts = procfs.mounts(self).orElse(List.of());
        return new HostFacts(
                procfs.setting("kernel/osrelease").orElse(""),
                uid,
                gid,
                namespaceKinds(self),
                layout(mounts),
                subordinate("subuid", uid),
                subordinate("subgid", uid),
                ProgramPath.find(programs, "newuidmap").isPresent()
                        && ProgramPath.find(programs, "newgidmap").isPresent(),
                procfs.setting("kernel/cap_last_cap").map(Integer::parseInt).orElse(CAPABILITIES_OF_5_12),
                status.map(s -> s.capabilities().bounding()).orElse(0L),
                mounts.stream()
                        .map(HostProbe::hostMount)
                        .flatMap(Optional::stream)
                        .toList(),
                HostFacts.HELPERS.stream()
                        .filter(helper -> ProgramPath.find(programs, helper).isPresent())
                        .collect(Collectors.toSet()),
                hasSystemd(uid),
                System.getenv(),
                SecurityProbe.facts(procfs, status, programs));
    }

    /** The directory that systemd makes as init, for this question; the socket that it listens on for its user. */
    private static boolean hasSystemd(int uid) {
        if (uid == 0) {
            return Files.isDirectory(Path.of("/run/systemd/system"));
        }
        String own = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user/" + Integer.toUnsignedString(uid));
        return new File(own, "systemd/private").exists();
    }

    private Set<NamespaceType> namespaceKinds(long self) {
        Set<NamespaceType> kinds = EnumSet.noneOf(NamespaceType.class);
        kinds.addAll(procfs.namespaces(self).keySet());
        return kinds;
    }

    /** Where the cgroup hierarchies are, read now. */
    public CgroupLayout layout() {
        return layout(procfs.mounts(Credentials.processId()).orElse(List.of()));
    }

    private CgroupLayout layout(List<MountInfo> mounts) {
        ProcessCgroup own = procfs.cgroup(Credentials.processId()).orElse(new ProcessCgroup(List.of()));
        return new CgroupMounts(mounts, own).layout();
    }

    /** The ranges of this user in one file of /etc. */
    private List<IdRange> subordinate(String file, int uid) {
        String text = KernelFile.readText(etc.resolve(file).toString()).orElse("");
        return SubordinateIds.parse(text, userName(uid), uid);
    }

    private String userName(int uid) {
        String passwd = KernelFile.readText(etc.resolve("passwd").toString()).orElse("");
        return passwd.lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].equals(Integer.toUnsignedString(uid)))
                .map(fields -> fields[0])
                .findFirst()
                .orElse(System.getProperty("user.name", ""));
    }

    private static Optional<HostMount> hostMount(MountInfo mount) {
        try {
            return Optional.of(
                    new HostMount(Path.of(mount.mountPoint()), mount.type(), mount.source(), mount.isReadOnly()));
        } catch (InvalidPathException e) {
            // A name that the JVM's locale cannot express; no definition can name it either.
            return Optional.empty();
        }
    }
}
