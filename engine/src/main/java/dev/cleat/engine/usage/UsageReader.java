package dev.cleat.engine.usage;

import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.Procfs;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads what containers use, again and again: the files stay open as long as their container is asked for.
 *
 * <p>Thread-safe; one reading at a time.
 */
public final class UsageReader implements AutoCloseable {
    /** memory.stat has some 2 kB; io.stat a line of about 100 bytes for each block device. */
    private static final int ROOM = 64 << 10;

    /** Files of one container, v1 beside v2; at most half of what this process may open is kept open. */
    private static final int FILES = 16;

    private final CgroupLayout layout;
    private final LongSupplier nanoClock;
    private final long keptOpen;
    private final ByteBuffer text = ByteBuffer.allocateDirect(ROOM);
    private final Map<UsageTarget, ContainerMeters> meters = new HashMap<>();

    /** So many of them have files: a container without a cgroup of its own has none. */
    private int metered;

    /** With the monotonic clock of this machine. */
    public UsageReader(CgroupLayout layout) {
        this(layout, System::nanoTime, new Procfs().openFilesLimit() / 2 / FILES);
    }

    /**
     * @param nanoClock gives nanoseconds since any moment and never goes back
     * @param keptOpen how many containers may have their files open; with more, all are opened for each reading
     */
    UsageReader(CgroupLayout layout, LongSupplier nanoClock, long keptOpen) {
        this.layout = layout;
        this.nanoClock = nanoClock;
        this.keptOpen = keptOpen;
    }

    /**
     * One reading of all containers of this host. What was asked for earlier and is not in {@code targets} is forgotten and
     * its files are closed. Errors: none; what cannot be read is empty.
     */
    public synchronized Map<UsageTarget, Usage> readAll(Collection<UsageTarget> targets) {
        forgetAllBut(new HashSet<>(targets));
        var usages = new HashMap<UsageTarget, Usage>();
        for (UsageTarget target : targets) {
            usages.put(target, read(target));
        }
        return usages;
    }

    /** One reading of one container; the others are kept. */
    public synchronized Usage read(UsageTarget target) {
        ContainerMeters container = metersOf(target);
        Usage usage = container.read(text, nanoClock.getAsLong());
        if (metered > keptOpen) {
            container.close();
        }
        return usage;
    }

    /** True when a freezer has stopped the container, or a cgroup around it. Errors: none. */
    public synchronized boolean isFrozen(UsageTarget target) {
        return metersOf(target).isFrozen(text);
    }

    private ContainerMeters metersOf(UsageTarget target) {
        return meters.computeIfAbsent(target, unknown -> {
            ContainerMeters container = new ContainerMeters(layout, unknown.cgroup());
            metered += container.hasFiles() ? 1 : 0;
            return container;
        });
    }

    private void forgetAllBut(Set<UsageTarget> wanted) {
        meters.entrySet().removeIf(known -> {
            if (wanted.contains(known.getKey())) {
                return false;
            }
            metered -= known.getValue().hasFiles() ? 1 : 0;
            known.getValue().close();
            return true;
        });
    }

    /** Closes every file. */
    @Override
    public synchronized void close() {
        forgetAllBut(Set.of());
    }
}
