package dev.cleat.engine.runtime;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.discovery.NamespaceProcesses;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.procfs.MountInfo;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedPlan;
import dev.cleat.engine.usage.CgroupFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing of this host in full. */
final class CloseLook implements Insight {

    private final Parts parts;
    private final ExtraReading extras;

    CloseLook(Parts parts) {
        this.parts = parts;
        this.extras = new ExtraReading(parts);
    }

    /**
     * A container's first process.
     *
     * @param cgroup the container's own
     */
    private record Init(long pid, Map<NamespaceType, Long> namespaces, ProcessCgroup cgroup) {}

    /** Empty when it does not run. */
    private Optional<Init> init(String name) throws ContainerException {
        Optional<Ours> own = parts.ours.find(name);
        if (own.isPresent()) {
            return own.filter(Ours::hasInit).map(this::init);
        }
        Optional<FoundContainer> found = parts.foreign.find(name);
        if (found.isEmpty() && parts.definitions.find(name).isEmpty()) {
            throw TargetFinder.unknown(name);
        }
        return found.map(CloseLook::init);
    }

    private Init init(Ours own) {
        long pid = own.saved().pid();
        ProcessCgroup all = parts.procfs.cgroup(pid).orElse(new ProcessCgroup(List.of()));
        return new Init(pid, parts.procfs.namespaces(pid), OwnCgroup.of(own.saved(), all));
    }

    private static Init init(FoundContainer found) {
        return new Init(found.pid(), found.namespaces(), found.ownCgroup());
    }

    @Override
    public List<MountEntry> mounts(String container) throws ContainerException {
        return init(container).flatMap(init -> parts.procfs.mounts(init.pid())).orElse(List.of()).stream()
                .map(CloseLook::mount)
                .toList();
    }

    private static MountEntry mount(MountInfo info) {
        Set<String> options = new LinkedHashSet<>(info.options());
        options.addAll(info.superOptions());
        if (info.options().contains("ro")) {
            options.remove("rw"); // the file system's; through this mount nothing is written
        }
        return new MountEntry(
                info.mountPoint(), info.type(), info.source(), info.root(), List.copyOf(options), info.tags());
    }

    @Override
    public CgroupDetail cgroupOf(String container) throws ContainerException {
        ProcessCgroup cgroup = init(container)
                .map(Init::cgroup)
                .orElseThrow(() -> new WrongStateException(container + " does not run", null));
        Collection<Path> directories = parts.inspection.directories(cgroup).values();
        if (directories.isEmpty()) {
            throw new WrongStateException(container + " has no cgroup of its own", null);
        }
        return CgroupFiles.read(cgroup.of("memory").or(cgroup::unified).orElse(""), directories);
    }

    @Override
    public CgroupDetail cgroup(String path) throws ContainerException {
        List<Path> directories = new ArrayList<>();
        for (Hierarchy hierarchy : parts.probe.layout().hierarchies()) {
            directory(hierarchy, path).filter(Files::isDirectory).ifPresent(directories::add);
        }
        if (directories.isEmpty()) {
            throw new HostLimitException("there is no cgroup " + path + " any more", null);
        }
        return CgroupFiles.read(path, directories);
    }

    private static Optional<Path> directory(Hierarchy hierarchy, String path) {
        try {
            Path root = hierarchy.mountPoint();
            Path directory = root.resolve("./" + path).normalize();
            return directory.startsWith(root) ? Optional.of(directory) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public Drift drift(String container) throws ContainerException {
        Optional<SavedContainer> saved = parts.ours.find(container).map(Ours::saved);
        Optional<Path> file = saved.map(SavedContainer::definition).or(() -> parts.definitions.find(container));
        Path definition =
                file.orElseThrow(() -> new WrongStateException(container + " has no definition of Cleat's", null));
        StartRequest start = saved.map(known -> known.origin().request()).orElse(StartRequest.of(container));
        Optional<List<String>> started = parts.states.readPlan(container);
        try {
            return new Drift(started, SavedPlan.lines(parts.start.describe(start)), List.of(), changed(definition));
        } catch (InvalidDefinitionException e) {
            List<String> problems = e.problems().isEmpty()
                    ? List.of(e.getMessage())
                    : e.problems().stream().map(Problem::toString).toList();
            return new Drift(started, List.of(), problems, changed(definition));
        } catch (ContainerException e) {
            return new Drift(started, List.of(), List.of(e.getMessage()), changed(definition));
        }
    }

    private static Optional<Instant> changed(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException {
        Map<String, Map<NamespaceType, Long>> containers = new HashMap<>();
        for (Ours own : parts.ours.all()) {
            if (own.hasInit()) {
                containers.put(own.saved().name(), init(own).namespaces());
            }
        }
        parts.foreign.all().forEach(found -> containers.put(found.name(), found.namespaces()));
        return new NamespaceProcesses(parts.procfs).of(namespace.type(), namespace.inode(), containers);
    }

    @Override
    public Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted) {
        return extras.read(containers, wanted);
    }

    @Override
    public NetAddresses addresses(String container) throws ContainerException {
        return init(container).map(init -> new NetFiles(init.pid()).addresses()).orElse(NetAddresses.NONE);
    }
}
