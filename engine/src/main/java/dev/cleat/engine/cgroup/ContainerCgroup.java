package dev.cleat.engine.cgroup;

import dev.cleat.engine.definition.Devices;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.linux.Bpf;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The cgroups of one container: the payload's, with its limits, and the keeper's.
 *
 * <p>A container that may have none here has none in either map; then joining does nothing and it has no processes.
 */
public final class ContainerCgroup {
    private static final Duration FREEZE_BOUND = Duration.ofSeconds(10);
    private static final Duration KILL_ROUND = Duration.ofMillis(100);

    private static final String REALTIME = "cpu.rt_";

    private final CgroupLayout layout;
    private final Map<Hierarchy, Path> payload;
    private final Map<Hierarchy, Path> keeper;
    private final boolean keeperIsShared;
    private final LongConsumer kill;

    ContainerCgroup(
            CgroupLayout layout,
            Map<Hierarchy, Path> payload,
            Map<Hierarchy, Path> keeper,
            boolean keeperIsShared,
            LongConsumer kill) {
        this.layout = layout;
        this.payload = Map.copyOf(payload);
        this.keeper = Map.copyOf(keeper);
        this.keeperIsShared = keeperIsShared;
        this.kill = kill;
    }

    /** Where init belongs. */
    public Membership membershipOfInit() {
        var directories = new LinkedHashMap<Hierarchy, Path>();
        payload.forEach((hierarchy, path) -> directories.put(hierarchy, ofInit(path)));
        return Membership.in(directories);
    }

    /** Where the keeper belongs. */
    public Membership membershipOfKeeper() {
        return Membership.in(keeper);
    }

    private static Path ofInit(Path payload) {
        return payload.resolve(CgroupPlan.INIT);
    }

    /** The payload's directory for each controller and named hierarchy, {@code unified} for v2; sorted by that name. */
    public Map<String, Path> directories() {
        var directories = new TreeMap<String, Path>();
        payload.forEach((hierarchy, path) -> {
            if (hierarchy.unified()) {
                directories.put("unified", path);
            } else {
                hierarchy.controllers().forEach(controller -> directories.put(controller, path));
            }
        });
        return directories;
    }

    /** Every directory that is this container's alone, to be removed at its end; the payload's first. */
    public List<Path> all() {
        var all = new ArrayList<Path>(new TreeSet<>(payload.values()));
        if (!keeperIsShared) {
            all.addAll(new TreeSet<>(keeper.values()));
        }
        return all;
    }

    /** {@link #all} with their inodes. */
    public Map<Path, Long> identities() {
        var identities = new LinkedHashMap<Path, Long>();
        for (Path directory : all()) {
            new CgroupTree(directory).inode().ifPresent(inode -> identities.put(directory, inode));
        }
        return identities;
    }

    /** Those above them that we have made and that only containers' custom places need; others may be in them. */
    public List<Path> parents() {
        Set<Path> usual = layout.hierarchies().stream()
                .flatMap(hierarchy -> hierarchy.base().stream())
                .map(base -> base.resolve(CgroupPlan.PAYLOADS))
                .collect(Collectors.toSet());
        return payload.values().stream()
                .flatMap(cgroup -> SharedParents.above(cgroup).stream())
                .filter(parent -> !usual.contains(parent))
                .toList();
    }

    /**
     * Writes one more setting, as the device policy that must come after the container was set up.
     *
     * @throws CgroupException names file, value and key of the definition
     */
    public void write(CgroupWrite write) throws CgroupException {
        Path cgroup = directoryFor(write);
        if (write.file().equals(REALTIME + "runtime_us")) {
            RealtimeShare.give(cgroup, write);
        }
        writeInto(cgroup, write);
    }

    private void writeInto(Path cgroup, CgroupWrite write) throws CgroupException {
        Path file = cgroup.resolve(write.file());
        try {
            CgroupFile.write(file, write.value());
        } catch (IOException e) {
            if (write.otherwise().isPresent() && !Files.exists(file)) {
                write(write.otherwise().get());
                return;
            }
            throw CgroupException.ofWrite(file, write.value(), write.key(), e);
        }
    }

    /**
     * What init's own cgroup needs beside what it inherits: real time and the throttling of v1 are not handed down
     * (sched-rt-group.rst; blkio-controller.rst, "Hierarchical Cgroups"), and it is what a container's root is given.
     */
    void finishInit(CgroupPlan plan) throws CgroupException {
        for (CgroupWrite write : plan.writes()) {
            boolean isFlat =
                    write.file().startsWith("blkio.throttle.") || write.file().startsWith(REALTIME);
            if (isFlat) {
                writeInto(ofInit(directoryFor(write)), write);
            }
        }
        if (plan.delegate().isPresent()) {
            for (Path cgroup : payload.values()) {
                Delegation.give(ofInit(cgroup), plan.delegate().get());
            }
        }
    }

    private Path directoryFor(CgroupWrite write) throws CgroupException {
        String controller = write.controller();
        boolean core = controller.isEmpty() || controller.equals("cgroup") || controller.equals("unified");
        Optional<Path> cgroup = core ? unified() : layout.of(controller).map(payload::get);
        return cgroup.orElseThrow(() -> CgroupException.noController(Path.of(write.file()), controller, write.key()));
    }

    /** Host pids of the payload's processes, sorted, those in cgroups that the container made below its own included. */
    public List<Long> processes() {
        // Every process is in one cgroup of each hierarchy, but who may write one hierarchy may not write another:
        // what left one of them is still found in the others.
        var pids = new TreeSet<Long>();
        payload.values().forEach(cgroup -> pids.addAll(new CgroupTree(cgroup).processes()));
        return List.copyOf(pids);
    }

    /**
     * Stops every process of the payload.
     *
     * @throws CgroupException when there is no freezer, or some process could not be stopped in ten seconds
     */
    public void freeze() throws CgroupException {
        freezer().freeze(FREEZE_BOUND);
    }

    /** Continues every process of the payload. */
    public void thaw() throws CgroupException {
        freezer().thaw();
    }

    /** The same, and what the payload's processes have stopped themselves, as far as that would outlast SIGKILL. */
    public void thawAll() throws CgroupException {
        Optional<Freezer> freezer = findFreezer();
        if (freezer.isPresent()) {
            freezer.get().thawAll();
        }
    }

    /** True when every process of the payload is stopped. */
    public boolean isFrozen() {
        return findFreezer().filter(Freezer::isFrozen).isPresent();
    }

    private Freezer freezer() throws CgroupException {
        return findFreezer()
                .orElseThrow(() -> CgroupException.of(
                        payload.values().stream().findFirst().orElse(Path.of("/sys/fs/cgroup")),
                        "no cgroup freezer here"));
    }

    private Optional<Freezer> findFreezer() {
        return layout.of("freezer")
                .map(payload::get)
                .map(Freezer::legacy)
                .or(() -> unified().map(Freezer::unified))
                .filter(Freezer::exists);
    }

    /**
     * SIGKILL to every process of the payload, again until none is left.
     *
     * @throws CgroupException naming the processes that are left after {@code bound}
     */
    public void killAll(Duration bound) throws CgroupException {
        long deadline = System.nanoTime() + bound.toNanos();
        boolean done = processes().isEmpty() || killThroughKernel() && isEmptySoon();
        while (!done) {
            if (System.nanoTime() - deadline >= 0) {
                throw CgroupException.of(
                        payload.values().iterator().next(), "processes do not die of SIGKILL: " + processes());
            }
            killEach();
            done = isEmptySoon();
        }
    }

    private boolean isEmptySoon() {
        return Until.isTrue(() -> processes().isEmpty(), KILL_ROUND);
    }

    private void killEach() throws CgroupException {
        Optional<Freezer> freezer = findFreezer();
        // Frozen, nobody can start another process between our reading the list and the last signal; a bounded try,
        // because a process that waits for a device cannot be frozen and must not save the others.
        freezer.ifPresent(Freezer::tryFreeze);
        processes().forEach(kill::accept);
        thawAll();
    }

    /** Since Linux 5.14, cgroup.kill of the v2 hierarchy, also where it is mounted beside v1 controllers. */
    private boolean killThroughKernel() throws CgroupException {
        Optional<Path> cgroup = unified();
        if (cgroup.isEmpty()) {
            return false;
        }
        try {
            CgroupFile.write(cgroup.get().resolve("cgroup.kill"), "1");
        } catch (IOException e) {
            // An older kernel: each process gets its own signal.
            return false;
        }
        Optional<Freezer> freezer = findFreezer().filter(Freezer::isLegacy);
        if (freezer.isPresent()) {
            freezer.get().thawAll();
        }
        return true;
    }

    /**
     * Removes the payload's and the keeper's cgroups with everything below, and what was made above for them alone.
     *
     * @throws CgroupException for the last that could not be removed, the others suppressed; naming the processes in it
     */
    public void remove() throws CgroupException {
        CgroupException failure = null;
        for (Path cgroup : all()) {
            try {
                new CgroupTree(cgroup).remove();
            } catch (CgroupException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        all().forEach(SharedParents::prune);
        if (failure != null) {
            throw failure;
        }
    }

    private Optional<Path> unified() {
        return layout.unified().map(payload::get);
    }

    /** Before init's cgroup is made. */
    void beginDevicePolicy(List<Devices.Rule> policy) throws CgroupException {
        Optional<LegacyDevices> legacy = policy.isEmpty() ? Optional.empty() : legacyDevices(policy);
        if (legacy.isPresent()) {
            legacy.get().begin();
        }
    }

    /**
     * Sets which devices may be used from here on, in order (cgroup-v1/devices.rst): v1 devices controller, v2 an eBPF
     * program on the payload's cgroup, above init's. Init has made its nodes by now.
     */
    public void setDevicePolicy(List<Devices.Rule> policy) throws CgroupException {
        if (policy.isEmpty() || payload.isEmpty()) {
            return;
        }
        Optional<LegacyDevices> legacy = legacyDevices(policy);
        if (legacy.isPresent()) {
            legacy.get().finish();
        } else if (unified().isPresent() && DevicePolicy.of(policy).refusesAny()) {
            attach(unified().get(), DeviceProgram.of(DevicePolicy.of(policy)));
        }
    }

    private Optional<LegacyDevices> legacyDevices(List<Devices.Rule> policy) {
        return layout.of("devices").map(payload::get).map(cgroup -> new LegacyDevices(cgroup, DevicePolicy.of(policy)));
    }

    private static void attach(Path cgroup, byte[] program) throws CgroupException {
        try (Fd directory = Fd.open(cgroup, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            Bpf.attachDeviceProgram(directory, program);
        } catch (ErrnoException e) {
            throw CgroupException.of(cgroup, "cannot set the device policy (dev.rules)", e);
        }
    }
}
