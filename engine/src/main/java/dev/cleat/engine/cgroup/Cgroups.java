package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.ScopePlan;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** The cgroups of this host's containers. Thread-safe for different containers. */
public final class Cgroups {
    /** Made available on v2 for figures and for limits set later; those of the plan's limits come on top. */
    private static final Set<String> WANTED = Set.of("cpu", "io", "memory", "pids");

    private static final String SWAP_LIMIT = "memory.memsw.limit_in_bytes";

    private final CgroupLayout layout;
    private final Procfs procfs;
    private final LongConsumer kill;

    /**
     * @param layout where the hierarchies are
     * @param procfs tells in which cgroups a process is
     * @param kill sends SIGKILL to a pid; for a process that is gone it does nothing
     */
    public Cgroups(CgroupLayout layout, Procfs procfs, LongConsumer kill) {
        this.layout = layout;
        this.procfs = procfs;
        this.kill = kill;
    }

    /**
     * The scope that the container's cgroups will be in; {@link DelegatedScope#NONE} without a plan of one. Closed when the
     * container's processes are in it.
     *
     * @throws CgroupException with systemd's own words
     */
    public DelegatedScope scope(Optional<ScopePlan> plan) throws CgroupException {
        return DelegatedScope.ask(plan, layout, procfs);
    }

    /** Without a scope of systemd's. */
    ContainerCgroup create(CgroupPlan plan) throws CgroupException {
        return create(plan, DelegatedScope.NONE);
    }

    /**
     * Makes a container's cgroups and sets its limits, before any process is in them. A keeper path without a slash is a
     * cgroup that all keepers share: it stays when a container ends.
     *
     * @param scope they are below it in the hierarchies in which it is
     * @throws CgroupException naming path, value, kernel's answer and definition key; then nothing is left behind. One that
     *     is in use by processes is left alone and they are named
     */
    public ContainerCgroup create(CgroupPlan plan, DelegatedScope scope) throws CgroupException {
        var payload = new LinkedHashMap<Hierarchy, Path>();
        var keeper = new LinkedHashMap<Hierarchy, Path>();
        try {
            if (plan.path().isPresent()) {
                makeBelow(scope, controllersOf(plan), payload, keeper);
                make(plan, scope, payload, keeper);
            }
            var cgroup = new ContainerCgroup(layout, payload, keeper, isShared(plan.keeperPath()), kill);
            for (CgroupWrite write : inOrder(plan.writes())) {
                cgroup.write(write);
            }
            cgroup.beginDevicePolicy(plan.devices());
            for (Map.Entry<Hierarchy, Path> limited : payload.entrySet()) {
                new CgroupSetup(limited.getKey(), limited.getValue()).makeBelow(CgroupPlan.INIT, controllersOf(plan));
            }
            cgroup.finishInit(plan);
            return cgroup;
        } catch (CgroupException e) {
            giveBack(new ContainerCgroup(layout, payload, keeper, isShared(plan.keeperPath()), kill), e);
            throw e;
        }
    }

    /** Where {@link #create} makes the directories that are the container's alone; the payload's first. */
    public List<Path> planned(CgroupPlan plan, DelegatedScope scope) {
        var payload = new ArrayList<Path>();
        var keeper = new ArrayList<Path>();
        for (Hierarchy hierarchy : plan.path().isPresent() ? layout.hierarchies() : List.<Hierarchy>of()) {
            Optional<Path> scoped = scope.directory(hierarchy);
            if (scoped.isPresent()) {
                payload.add(scoped.get().resolve(ScopePlan.PAYLOAD));
            } else if (hierarchy.base().isPresent()) {
                payload.add(above(plan, hierarchy, scope)
                        .resolve(requireRelative(plan.path().get())));
                keeper.add(base(hierarchy, scope).resolve(requireRelative(plan.keeperPath())));
            }
        }
        if (!isShared(plan.keeperPath())) {
            payload.addAll(keeper);
        }
        return payload;
    }

    private static boolean isShared(String keeperPath) {
        return keeperPath.indexOf('/') < 0;
    }

    /** systemd removes the keeper's with the scope, when the keeper has gone. */
    private void makeBelow(
            DelegatedScope scope, Set<String> controllers, Map<Hierarchy, Path> payload, Map<Hierarchy, Path> keeper)
            throws CgroupException {
        for (Hierarchy hierarchy : layout.hierarchies()) {
            Optional<Path> directory = scope.directory(hierarchy);
            if (directory.isPresent()) {
                var setup = new CgroupSetup(hierarchy, directory.get());
                keeper.put(hierarchy, setup.share(ScopePlan.KEEPER));
                if (hierarchy.unified()) {
                    scope.moveHolder(keeper.get(hierarchy));
                }
                payload.put(hierarchy, setup.make(ScopePlan.PAYLOAD, controllers));
            }
        }
    }

    private void make(CgroupPlan plan, DelegatedScope scope, Map<Hierarchy, Path> payload, Map<Hierarchy, Path> keeper)
            throws CgroupException {
        List<Hierarchy> open = layout.hierarchies().stream()
                .filter(hierarchy -> hierarchy.base().isPresent() && !payload.containsKey(hierarchy))
                .toList();
        for (Hierarchy hierarchy : open) {
            Path above = above(plan, hierarchy, scope);
            payload.put(
                    hierarchy,
                    make(hierarchy, above, requireRelative(plan.path().get()), controllersOf(plan)));
        }
        for (Hierarchy hierarchy : open) {
            Path base = base(hierarchy, scope);
            keeper.put(hierarchy, make(hierarchy, base, requireRelative(plan.keeperPath()), Set.of()));
        }
        if (payload.isEmpty()) {
            throw CgroupException.of(
                    Path.of(plan.path().get()), "no cgroup hierarchy in which this user may make a cgroup");
        }
    }

    private static Path make(Hierarchy hierarchy, Path base, String name, Set<String> controllers)
            throws CgroupException {
        var setup = new CgroupSetup(hierarchy, base);
        return isShared(name) ? setup.share(name) : setup.make(name, controllers);
    }

    private static Path above(CgroupPlan plan, Hierarchy hierarchy, DelegatedScope scope) {
        return plan.relative() ? own(hierarchy) : base(hierarchy, scope);
    }

    private static Path base(Hierarchy hierarchy, DelegatedScope scope) {
        return scope.surroundings(hierarchy).orElse(hierarchy.base().orElseThrow());
    }

    private static Path own(Hierarchy hierarchy) {
        return hierarchy.directory(hierarchy.own());
    }

    private static Set<String> controllersOf(CgroupPlan plan) {
        var controllers = new TreeSet<String>(WANTED);
        plan.writes().forEach(write -> controllers.add(write.controller()));
        return controllers;
    }

    /** The limit for memory and swap together cannot be below that for memory, which is unlimited at first. */
    private static List<CgroupWrite> inOrder(List<CgroupWrite> writes) {
        return writes.stream()
                .sorted(Comparator.comparing(write -> write.file().equals(SWAP_LIMIT)))
                .toList();
    }

    private static void giveBack(ContainerCgroup cgroup, CgroupException failure) {
        try {
            cgroup.remove();
        } catch (CgroupException e) {
            failure.addSuppressed(e);
        }
    }

    /** The cgroups of a container that was started earlier, by the directories that were made for it; those that still exist. */
    public ContainerCgroup open(List<Path> directories) {
        var payload = new LinkedHashMap<Hierarchy, Path>();
        for (Hierarchy hierarchy : layout.hierarchies()) {
            directories.stream()
                    .filter(directory -> directory.startsWith(hierarchy.mountPoint()))
                    .filter(directory -> isNearest(hierarchy, directory))
                    .filter(directory -> new CgroupTree(directory).exists())
                    .findFirst()
                    .ifPresent(directory -> payload.put(hierarchy, directory));
        }
        return new ContainerCgroup(layout, payload, existing(CgroupPlan.KEEPERS), true, kill);
    }

    /** The same, those that still are what was made: the kernel gives no inode of a cgroup twice (since Linux 5.5). */
    public ContainerCgroup open(Map<Path, Long> identities) {
        return open(identities.entrySet().stream()
                .filter(made -> new CgroupTree(made.getKey()).inode().equals(Optional.of(made.getValue())))
                .map(Map.Entry::getKey)
                .toList());
    }

    /** One hierarchy may be mounted inside another one's directory. */
    private boolean isNearest(Hierarchy hierarchy, Path directory) {
        return layout.hierarchies().stream()
                .map(Hierarchy::mountPoint)
                .filter(directory::startsWith)
                .max(Comparator.comparing(Path::getNameCount))
                .filter(hierarchy.mountPoint()::equals)
                .isPresent();
    }

    ContainerCgroup open(String path, String keeperPath) {
        return new ContainerCgroup(
                layout,
                existing(requireRelative(path)),
                existing(requireRelative(keeperPath)),
                isShared(keeperPath),
                kill);
    }

    /**
     * Removes the cgroups that all containers share, in hierarchies where the last container has gone. The payloads' comes
     * first: as long as a container has one, or is being given one, the kernel refuses, and the keepers' stays as well.
     */
    public void prune() {
        for (Hierarchy hierarchy : layout.hierarchies()) {
            hierarchy.base().ifPresent(base -> {
                if (SharedParents.isRemoved(base.resolve(CgroupPlan.PAYLOADS))) {
                    SharedParents.isRemoved(base.resolve(CgroupPlan.KEEPERS));
                }
            });
        }
    }

    /** The same, and those that were made above the directories of a container that has ended. */
    public void prune(List<Path> directories) {
        directories.forEach(SharedParents::prune);
        new ForgottenScope(layout).endAbove(directories);
        prune();
    }

    private Map<Hierarchy, Path> existing(String name) {
        var found = new LinkedHashMap<Hierarchy, Path>();
        for (Hierarchy hierarchy : layout.hierarchies()) {
            hierarchy
                    .base()
                    .map(base -> base.resolve(name))
                    .filter(path -> new CgroupTree(path).exists())
                    .ifPresent(path -> found.put(hierarchy, path));
        }
        return found;
    }

    private static String requireRelative(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("not the relative path of a cgroup: " + path);
            }
        }
        return path;
    }

    /**
     * Where a container's init is, for a process of ours that is to be there too; without the hierarchies in which we are
     * there already.
     *
     * <p>Where init is comes from the host's /proc alone, never from a path the container can name. The caller holds a pidfd of
     * init and asks it afterwards whether init still was the same process.
     *
     * @throws CgroupException when init is gone or its cgroup is out of our reach
     */
    public Membership membershipOf(long initPid) throws CgroupException {
        return new CgroupsOfProcess(layout, procfs).of(initPid);
    }

    /**
     * A cgroup for what one session starts, below init's in the hierarchy that can end it as a whole: v2, else v1's freezer.
     * All limits are init's. Empty where the kernel or our privileges do not allow it.
     */
    public Optional<SessionLeaf> leaf(long initPid, String name) {
        return layout.unified()
                .flatMap(unified -> leaf(unified, initPid, name))
                .or(() -> layout.of("freezer").flatMap(freezer -> leaf(freezer, initPid, name)));
    }

    private Optional<SessionLeaf> leaf(Hierarchy hierarchy, long initPid, String name) {
        return procfs.cgroup(initPid)
                .flatMap(place -> directory(hierarchy, place))
                .filter(parent -> !parent.equals(hierarchy.mountPoint()))
                .flatMap(parent -> SessionLeaf.make(parent.resolve(name)));
    }

    /** One that was made earlier; empty when it is gone, or is none of ours. */
    public Optional<SessionLeaf> openLeaf(Path path) {
        return layout.hierarchies().stream().anyMatch(hierarchy -> path.startsWith(hierarchy.mountPoint()))
                ? SessionLeaf.open(path)
                : Optional.empty();
    }

    /** Where a keeper of a session goes that must outlive its client: files that take "0", the writer itself. */
    public List<Path> refuges() {
        List<Path> files = new ArrayList<>();
        existing(CgroupPlan.KEEPERS)
                .forEach((hierarchy, cgroup) ->
                        files.add(cgroup.resolve(hierarchy.unified() ? "cgroup.procs" : "tasks")));
        return files;
    }

    /** Tells of the container these directories were made for; empty without a freezer. The caller closes it. */
    public Optional<FrozenFlag> frozenFlag(List<Path> directories) {
        return layout.of("freezer")
                .flatMap(hierarchy -> within(hierarchy, directories))
                .map(FrozenFlag::legacy)
                .or(() -> layout.unified()
                        .flatMap(hierarchy -> within(hierarchy, directories))
                        .map(FrozenFlag::unified));
    }

    /** Looked at for every container of every list: nothing but the one directory that counts is touched. */
    private Optional<Path> within(Hierarchy hierarchy, List<Path> directories) {
        for (Path directory : directories) {
            if (directory.startsWith(hierarchy.mountPoint()) && isNearest(hierarchy, directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private static boolean freezes(Hierarchy hierarchy) {
        return hierarchy.unified() || hierarchy.controllers().contains("freezer");
    }

    /** True when a process in these cgroups, a container's or any other's, is stopped by a freezer. Errors: none. */
    public boolean isFrozen(ProcessCgroup place) {
        for (Hierarchy hierarchy : layout.hierarchies()) {
            Optional<Path> cgroup = freezes(hierarchy) ? directory(hierarchy, place) : Optional.empty();
            if (cgroup.isPresent() && freezerOf(hierarchy, cgroup.get()).isFrozen()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Path> directory(Hierarchy hierarchy, ProcessCgroup place) {
        return place.entries().stream()
                .filter(entry -> entry.key().equals(hierarchy.key()) && hierarchy.reaches(entry.path()))
                .map(entry -> hierarchy.directory(entry.path()))
                .findFirst();
    }

    private static Freezer freezerOf(Hierarchy hierarchy, Path cgroup) {
        return hierarchy.unified() ? Freezer.unified(cgroup) : Freezer.legacy(cgroup);
    }
}
