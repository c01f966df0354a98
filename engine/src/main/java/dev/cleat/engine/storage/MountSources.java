package dev.cleat.engine.storage;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.io.IOException;
import java.util.List;

/** Mounts that only the host can make: images on loop devices and trees whose ids are shifted. Detached, never seen on the host. */
public final class MountSources implements AutoCloseable {

    private final List<Fd> mounts;

    private MountSources(List<Fd> mounts) {
        this.mounts = List.copyOf(mounts);
    }

    /**
     * Makes them, in order.
     *
     * @param init a process in the container's user namespace, its maps written
     */
    public static MountSources open(List<SourcePlan> plans, long init) throws IOException {
        return new MountSources(List.of());
    }

    /** One descriptor for each plan. */
    public List<Fd> mounts() {
        return mounts;
    }

    @Override
    public void close() {
        mounts.forEach(Fd::close);
    }
}
