package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The processes of one container, ours or foreign: those in its own cgroup, and those in its own pid or mount namespace, which
 * may have been put into another cgroup (an attach with elevated privileges).
 */
public final class ContainerProcesses {
    private final Procfs procfs;
    private final Map<String, Hierarchy> mounted;
    private final ProcessDescriptions descriptions;

    public ContainerProcesses(Procfs procfs, CgroupLayout layout) {
        this.procfs = procfs;
        this.mounted = layout.byKey();
        this.descriptions = new ProcessDescriptions(procfs);
    }

    /**
     * Them all, init first, then by host pid; without the dead. Errors: none.
     *
     * @param initPid host pid of the container's init
     * @param ownCgroup the top of its cgroup in each hierarchy where it has one of its own
     */
    public List<ProcessInfo> of(long initPid, ProcessCgroup ownCgroup) {
        var pids = new TreeSet<Long>();
        ownCgroup.entries().stream()
                .map(this::directory)
                .flatMap(Optional::stream)
                .forEach(top -> addAll(top, pids));
        addNamespaceMembers(initPid, pids);
        pids.remove(initPid);
        return Stream.concat(Stream.of(initPid), pids.stream())
                .map(descriptions::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Path> directory(ProcessCgroup.Entry entry) {
        return Optional.ofNullable(mounted.get(entry.key()))
                .filter(hierarchy -> hierarchy.reaches(entry.path()))
                .map(hierarchy -> hierarchy.directory(entry.path()));
    }

    private static void addAll(Path top, TreeSet<Long> pids) {
        try (Stream<Path> tree = Files.walk(top)) {
            tree.filter(Files::isDirectory).forEach(cgroup -> add(cgroup.resolve("cgroup.procs"), pids));
        } catch (IOException | UncheckedIOException e) {
            // Removed while we looked: what is left is found through the namespaces.
        }
    }

    private static void add(Path procs, TreeSet<Long> pids) {
        try (Stream<String> lines = Files.lines(procs)) {
            lines.map(Long::parseLong).filter(pid -> pid > 0).forEach(pids::add);
        } catch (IOException | UncheckedIOException e) {
            // Removed while we looked, or threaded, and then the cgroup above lists them.
        }
    }

    private void addNamespaceMembers(long initPid, TreeSet<Long> pids) {
        Map<NamespaceType, Long> own = procfs.namespaces(initPid);
        Map<NamespaceType, Long> host = procfs.hostNamespaces();
        Stream.of(NamespaceType.PID, NamespaceType.MNT)
                .filter(type -> own.containsKey(type) && !own.get(type).equals(host.get(type)))
                .findFirst()
                .ifPresent(type -> addMembers(type, own.get(type), pids));
    }

    private void addMembers(NamespaceType type, long inode, TreeSet<Long> pids) {
        for (long pid : procfs.pids()) {
            if (procfs.namespace(pid, type).orElse(0) == inode) {
                pids.add(pid);
            }
        }
    }
}
