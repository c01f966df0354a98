package dev.cleat.engine.storage;

import dev.cleat.engine.linux.DetachedMount;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.LoopDevice;
import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mounts that only the host can make: images on loop devices and trees whose ids are shifted. Detached, never seen on the host. */
public final class MountSources implements AutoCloseable {

    private final List<Fd> mounts = new ArrayList<>();

    private MountSources() {}

    /**
     * Makes them, in order.
     *
     * <p><b>Errors.</b> IOException that names the source and what the kernel said.
     *
     * @param init a process in the container's user namespace, its maps written
     */
    public static MountSources open(List<SourcePlan> plans, long init) throws IOException {
        MountSources sources = new MountSources();
        try {
            for (SourcePlan plan : plans) {
                sources.mounts.add(mount(plan, init));
            }
            return sources;
        } catch (IOException e) {
            sources.close();
            throw e;
        }
    }

    private static Fd mount(SourcePlan plan, long init) throws IOException {
        Fd mount = plan.kind() == SourceKind.TREE ? DetachedMount.copyOf(plan.source(), plan.recursive()) : image(plan);
        try {
            // Whoever gets it may not make devices of the file system the host's.
            DetachedMount.setAttributes(mount, MountAttribute.NODEV, 0, plan.recursive());
            if (plan.idmapped()) {
                shift(mount, plan, init);
            }
            return mount;
        } catch (IOException e) {
            mount.close();
            throw e;
        }
    }

    private static Fd image(SourcePlan plan) throws IOException {
        try (Fd file = Fd.open(plan.source(), plan.readOnly() ? Fd.O_RDONLY : Fd.O_RDWR, 0)) {
            if (file.status().isBlockDevice()) {
                return fileSystem(plan, plan.source());
            }
            try (LoopDevice loop = LoopDevice.of(file, plan.readOnly())) {
                return fileSystem(plan, loop.path());
            }
        } catch (ErrnoException e) {
            throw new IOException(plan.source() + ": " + e.getMessage(), e);
        }
    }

    private static Fd fileSystem(SourcePlan plan, Path device) throws ErrnoException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (plan.readOnly()) {
            parameters.put("ro", "");
        }
        plan.parameters()
                .forEach(parameter ->
                        parameters.put(parameter.key(), parameter.value().orElse("")));
        return DetachedMount.of(
                plan.fileSystem(), device.toString(), parameters, plan.readOnly() ? MountAttribute.RDONLY : 0);
    }

    private static void shift(Fd mount, SourcePlan plan, long init) throws IOException {
        boolean isOwn = !plan.idMaps().equals(IdMaps.NONE);
        try (Fd maps = isOwn
                ? MappingNamespace.of(plan.idMaps())
                : Fd.open(Path.of("/proc", Long.toString(init), "ns", "user"), Fd.O_RDONLY, 0)) {
            DetachedMount.shiftIds(mount, maps, plan.recursive());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EINVAL) {
                throw new IOException(
                        "the ids of " + plan.source() + " cannot be shifted: its file system, or one mounted below it,"
                                + " does not support that: " + Errno.describe(e.errno()),
                        e);
            }
            throw e;
        }
    }

    /** One descriptor for each plan. */
    public List<Fd> mounts() {
        return List.copyOf(mounts);
    }

    @Override
    public void close() {
        mounts.forEach(Fd::close);
    }
}
