package dev.cleat.engine.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.cleat.engine.linux.DetachedMount;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.LoopDevice;
import dev.cleat.engine.linux.MountAttribute;
import java.nio.file.Path;
import java.util.Map;

/** Which file systems can shift ids (mount_setattr(2)) differs from kernel to kernel: tmpfs since 6.3, squashfs since 6.2. */
public final class IdShifting {

    private IdShifting() {}

    /** Skips the test where this kernel cannot shift the ids of the file system that {@code path} is on. */
    public static void assumeAt(Path path) throws Exception {
        try (Fd mount = DetachedMount.copyOf(path, false)) {
            assume(mount, path);
        }
    }

    /** The same for a squashfs. */
    public static void assumeOfSquashfs(Path image) throws Exception {
        try (Fd file = Fd.open(image, Fd.O_RDONLY, 0);
                LoopDevice loop = LoopDevice.of(file, true);
                Fd mount =
                        DetachedMount.of("squashfs", loop.path().toString(), Map.of("ro", ""), MountAttribute.RDONLY)) {
            assume(mount, image);
        }
    }

    private static void assume(Fd mount, Path of) throws Exception {
        Process holder =
                new ProcessBuilder("unshare", "--user", "--map-root-user", "sh", "-c", "echo; exec cat").start();
        try {
            holder.getInputStream().read(); // its maps are written
            try (Fd maps = Fd.open(Path.of("/proc", Long.toString(holder.pid()), "ns", "user"), Fd.O_RDONLY, 0)) {
                DetachedMount.shiftIds(mount, maps, false);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            abort("this kernel cannot shift the ids of the file system of " + of);
        } finally {
            holder.destroy();
        }
    }
}
