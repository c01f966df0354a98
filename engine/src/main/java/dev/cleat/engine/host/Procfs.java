package dev.cleat.engine.host;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.NumberedEntries;
import dev.cleat.engine.procfs.AuxiliaryVector;
import dev.cleat.engine.procfs.CommandLine;
import dev.cleat.engine.procfs.FlatKeyed;
import dev.cleat.engine.procfs.IdMapFile;
import dev.cleat.engine.procfs.MountInfo;
import dev.cleat.engine.procfs.NamespaceLink;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.procfs.ProcessStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The host's /proc: fetches a file and has {@code dev.cleat.engine.procfs} parse it.
 *
 * <p>A process can vanish at any moment, so everything about a process is Optional and nothing throws for one that is
 * gone or that this user may not see. Thread-safe.
 */
public final class Procfs {
    private static final String OPEN_FILES = "Max open files";
    private static final long USUAL_PAGE_SIZE = 4096;

    private final String root;

    /** /proc. */
    public Procfs() {
        this(Path.of("/proc"));
    }

    /** A directory of the same form; tests give a recorded one. */
    public Procfs(Path root) {
        this.root = root.toString();
    }

    /** The directory it reads. */
    public Path root() {
        return Path.of(root);
    }

    /** Every process, unsorted. Errors: none; an unreadable /proc has no processes. */
    public long[] pids() {
        LongStream.Builder pids = LongStream.builder();
        processes((pid, inode) -> pids.add(pid));
        return pids.build().toArray();
    }

    /**
     * Every process, unsorted, with the inode number of its directory: while a process lives it stays the same, and another
     * one with the same pid has another. Errors: none; an unreadable /proc has no processes.
     */
    public void processes(NumberedEntries.Visit visit) {
        NumberedEntries.visit(Path.of(root), visit);
    }

    /** State, parent, start time, figures. */
    public Optional<ProcessStat> stat(long pid) {
        return text(pid, "stat").flatMap(ProcessStat::parse);
    }

    /** Ids, capabilities, pids in inner namespaces. */
    public Optional<ProcessStatus> status(long pid) {
        return text(pid, "status").flatMap(ProcessStatus::parse);
    }

    /** Its cgroup in every hierarchy. */
    public Optional<ProcessCgroup> cgroup(long pid) {
        return text(pid, "cgroup").map(ProcessCgroup::parse);
    }

    /** argv, at most {@link CommandLine#MAX_BYTES}; no arguments for a kernel thread or a zombie. */
    public Optional<List<String>> commandLine(long pid) {
        return KernelFile.read(file(pid, "cmdline"), CommandLine.MAX_BYTES).map(CommandLine::parse);
    }

    /** What is mounted in its mount namespace below its root. */
    public Optional<List<MountInfo>> mounts(long pid) {
        return text(pid, "mountinfo").map(MountInfo::parse);
    }

    /** The uid map of its user namespace. */
    public Optional<IdMapFile> uidMap(long pid) {
        return text(pid, "uid_map").map(IdMapFile::parse);
    }

    /** The gid map of its user namespace. */
    public Optional<IdMapFile> gidMap(long pid) {
        return text(pid, "gid_map").map(IdMapFile::parse);
    }

    /** The inode of one of its namespaces; empty for a zombie, and without the right to look (ptrace(2), access modes). */
    public OptionalLong namespace(long pid, NamespaceType type) {
        return namespaceOf(Path.of(root, Long.toString(pid), "ns", type.procName()));
    }

    /** The pid namespace its children are born in; its own, but after unshare(2); empty until that has its first process. */
    public OptionalLong childPidNamespace(long pid) {
        return namespaceOf(Path.of(root, Long.toString(pid), "ns", "pid_for_children"));
    }

    /** The inodes of its namespaces, those kinds that the kernel has and we may see. */
    public Map<NamespaceType, Long> namespaces(long pid) {
        var inodes = new EnumMap<NamespaceType, Long>(NamespaceType.class);
        Path directory = Path.of(root, Long.toString(pid), "ns");
        for (NamespaceType type : NamespaceType.values()) {
            namespaceOf(directory.resolve(type.procName())).ifPresent(inode -> inodes.put(type, inode));
        }
        return inodes;
    }

    /**
     * The namespaces of the host: PID 1's; where we may not look at it, because it has a capability that we have not, our own.
     */
    public Map<NamespaceType, Long> hostNamespaces() {
        Map<NamespaceType, Long> host = namespaces(1);
        return host.isEmpty() ? namespaces(Credentials.processId()) : host;
    }

    private static OptionalLong namespaceOf(Path link) {
        try {
            return NamespaceLink.parse(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            // Gone, or not ours to see: both mean "unknown".
            return OptionalLong.empty();
        }
    }

    /** When a process was started, from its start time after boot; a step of the wall clock moves it. */
    public Instant started(ProcessStat stat) {
        return bootTime().plusNanos(stat.startNanosAfterBoot());
    }

    /** When this machine was booted, whole seconds (proc_stat(5), btime). */
    public Instant bootTime() {
        long seconds = KernelFile.readText(root + "/stat")
                .map(FlatKeyed::parse)
                .orElse(Map.of())
                .getOrDefault("btime", 0L);
        return Instant.ofEpochSecond(seconds);
    }

    /** How long this machine runs, in the ticks of {@link ProcessStat#startTicks} (proc_uptime(5)); 0 when unknown. */
    public long uptimeTicks() {
        return KernelFile.readText(root + "/uptime")
                .map(text -> text.split(" ")[0])
                .map(seconds -> (long) (Double.parseDouble(seconds) * ProcessStat.TICKS_PER_SECOND))
                .orElse(0L);
    }

    /**
     * Equal as long as no process or thread of this host was born or has gone: the last pid given away, which any birth moves
     * on, and how many there are (proc_loadavg(5)). Empty when unknown.
     */
    public Optional<String> lastBirth() {
        return KernelFile.readText(root + "/loadavg")
                .map(text -> text.substring(text.indexOf('/') + 1))
                .filter(text -> !text.isBlank());
    }

    /** How many files this process may have open, proc_pid_limits(5); 0 when unknown. */
    public long openFilesLimit() {
        return text(Credentials.processId(), "limits")
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(OPEN_FILES)).findFirst())
                .map(line -> line.substring(OPEN_FILES.length()).strip().split(" ")[0])
                .map(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .orElse(0L);
    }

    /** Bytes in a page of memory. */
    public long pageSize() {
        return KernelFile.read(root + "/self/auxv", KernelFile.MAX_BYTES)
                .map(content -> AuxiliaryVector.find(content, AuxiliaryVector.PAGE_SIZE))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .orElse(USUAL_PAGE_SIZE);
    }

    /** The content of a setting below /proc/sys, such as {@code kernel/cap_last_cap}, without the newline. */
    public Optional<String> setting(String name) {
        return KernelFile.readText(root + "/sys/" + name).map(String::strip);
    }

    private Optional<String> text(long pid, String name) {
        return KernelFile.read(file(pid, name), KernelFile.MAX_BYTES)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty());
    }

    private String file(long pid, String name) {
        return root + "/" + pid + "/" + name;
    }
}
