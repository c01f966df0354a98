package dev.cleat.engine.usage;

import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** All meters of one container, and its previous CPU figure. */
final class ContainerMeters implements AutoCloseable {
    /** A share over less time than this says nothing: the CPU figure advances in steps of a scheduler tick. */
    private static final long SHORTEST_INTERVAL_NANOS = 20_000_000;

    /** What v2 tells of the CPU takes two meters of v1. */
    private static final int LEGACY_CPU = 2;

    private static final byte[] FROZEN_STATE = Figures.ascii("FROZEN");
    private static final byte[] FROZEN_EVENT = Figures.ascii("frozen");

    /**
     * Limits are changed by others, and the kernel may find more of the file cache inactive: what is not read because no
     * process ran is not older than this. A little less than four of the seconds in which consoles look.
     */
    private static final long OLDEST_NANOS = 3_800_000_000L;

    private final List<Meter> meters = new ArrayList<>();
    private final Optional<OpenFile> freezerState;
    private final Optional<OpenFile> events;
    private final CgroupLayout layout;
    private final ProcessCgroup place;

    private final Reading reading = new Reading();
    private long wholeNanos;
    private Usage usage = Usage.NONE;

    private long previousCpuNanos = -1;
    private long previousTimeNanos;
    private OptionalDouble cpuPercent = OptionalDouble.empty();

    ContainerMeters(CgroupLayout layout, ProcessCgroup place) {
        this.layout = layout;
        this.place = place;
        freezerState = layout.of("freezer")
                .flatMap(this::directory)
                .map(cgroup -> new OpenFile(cgroup.resolve("freezer.state")));
        events = layout.unified().flatMap(this::directory).map(cgroup -> new OpenFile(cgroup.resolve("cgroup.events")));
        addLegacy("cpuacct", LegacyMeters.CpuTime::new);
        addLegacy("cpu", LegacyMeters.CpuLimit::new);
        if (meters.size() < LEGACY_CPU) {
            // It stands first: where v1 has one of the two, that replaces what this said.
            layout.unified().flatMap(this::directory).ifPresent(cgroup -> meters.add(0, new UnifiedMeters.Cpu(cgroup)));
        }
        addLegacy("memory", LegacyMeters.Memory::new);
        addLegacy("blkio", LegacyMeters.BlockIo::new);
        addLegacy("pids", UnifiedMeters.Pids::new);
        addUnified("memory", (cgroup, mount) -> new UnifiedMeters.Memory(cgroup, mount));
        addUnified("io", (cgroup, mount) -> new UnifiedMeters.Io(cgroup));
        addUnified("pids", (cgroup, mount) -> new UnifiedMeters.Pids(cgroup));
    }

    private interface UnifiedMeter {
        Meter of(Path cgroup, Path mountPoint);
    }

    private void addLegacy(String controller, Function<Path, Meter> meter) {
        layout.of(controller)
                .filter(hierarchy -> !hierarchy.unified())
                .flatMap(this::directory)
                .ifPresent(cgroup -> meters.add(meter.apply(cgroup)));
    }

    private void addUnified(String controller, UnifiedMeter meter) {
        Optional<Hierarchy> unified = layout.of(controller).filter(Hierarchy::unified);
        unified.flatMap(this::directory)
                .ifPresent(cgroup -> meters.add(meter.of(cgroup, unified.get().mountPoint())));
    }

    private Optional<Path> directory(Hierarchy hierarchy) {
        return place.entries().stream()
                .filter(entry -> entry.key().equals(hierarchy.key()))
                .map(ProcessCgroup.Entry::path)
                // The figures of the root are those of the whole machine.
                .filter(path -> !path.equals("/") && hierarchy.reaches(path))
                .map(hierarchy::directory)
                .findFirst();
    }

    /** The same object as long as it says the same. */
    Usage read(ByteBuffer text, long nowNanos) {
        if (hasRun(text) || nowNanos - wholeNanos >= OLDEST_NANOS) {
            for (Meter meter : meters) {
                meter.readRest(text, reading);
            }
            wholeNanos = nowNanos;
        }
        Usage now = reading.toUsage(cpuPercent(reading.cpuNanos, nowNanos));
        usage = now.equals(usage) ? usage : now;
        return usage;
    }

    /**
     * Reads what changes while no process of the container runs. False when none did since the last reading: then nothing was
     * used, and the kernel need not be asked what of it. CPU time comes first, so that what happens meanwhile is seen next time.
     */
    private boolean hasRun(ByteBuffer text) {
        long cpu = reading.cpuNanos;
        long charged = reading.chargedBytes;
        long tasks = reading.pids;
        for (Meter meter : meters) {
            meter.glance(text, reading);
        }
        return cpu < 0 || cpu != reading.cpuNanos || charged != reading.chargedBytes || tasks != reading.pids;
    }

    /** False for one without a cgroup of its own, which has no figures. */
    boolean hasFiles() {
        return !meters.isEmpty() || freezerState.isPresent() || events.isPresent();
    }

    boolean isFrozen(ByteBuffer text) {
        boolean legacy =
                freezerState.isPresent() && freezerState.get().read(text) && Figures.startsWith(text, FROZEN_STATE);
        return legacy || events.isPresent() && events.get().read(text) && Figures.keyed(text, FROZEN_EVENT) == 1;
    }

    private OptionalDouble cpuPercent(long cpuNanos, long nowNanos) {
        long interval = nowNanos - previousTimeNanos;
        boolean comparable = previousCpuNanos >= 0 && cpuNanos >= previousCpuNanos;
        if (comparable && interval < SHORTEST_INTERVAL_NANOS) {
            return cpuPercent;
        }
        cpuPercent = comparable
                ? OptionalDouble.of(100.0 * (cpuNanos - previousCpuNanos) / interval)
                : OptionalDouble.empty();
        previousCpuNanos = cpuNanos;
        previousTimeNanos = nowNanos;
        return cpuPercent;
    }

    @Override
    public void close() {
        meters.forEach(Meter::close);
        freezerState.ifPresent(OpenFile::close);
        events.ifPresent(OpenFile::close);
    }
}
