package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.DirectoryTree;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Stops and continues every process of a cgroup at once.
 *
 * <p>v1: freezer.state (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst); v2: cgroup.freeze and the line
 * {@code frozen} of cgroup.events.
 */
final class Freezer {
    private static final Duration SHORT_BOUND = Duration.ofMillis(500);

    private final Path file;
    private final String frozen;
    private final String thawed;

    private Freezer(Path file, String frozen, String thawed) {
        this.file = file;
        this.frozen = frozen;
        this.thawed = thawed;
    }

    static Freezer legacy(Path cgroup) {
        return new Freezer(cgroup.resolve("freezer.state"), "FROZEN", "THAWED");
    }

    static Freezer unified(Path cgroup) {
        return new Freezer(cgroup.resolve("cgroup.freeze"), "1", "0");
    }

    /** Errors: the bound has passed and some process could not be stopped; it is frozen as soon as the kernel can. */
    void freeze(Duration bound) throws CgroupException {
        write(frozen);
        if (!Until.isTrue(this::isFrozenAfterAnotherTry, bound)) {
            throw CgroupException.of(file, "not frozen after " + bound.toMillis() + " ms");
        }
    }

    /** Freezes what can be frozen in a short time. */
    void tryFreeze() {
        try {
            freeze(SHORT_BOUND);
        } catch (CgroupException e) {
            // What is not frozen by now is dealt with by whoever asked, in another round.
        }
    }

    /** v1 gives up on a process that was just starting another one, and tries again only when told again. */
    private boolean isFrozenAfterAnotherTry() {
        if (isFrozen()) {
            return true;
        }
        try {
            write(frozen);
        } catch (CgroupException e) {
            return false;
        }
        return isFrozen();
    }

    void thaw() throws CgroupException {
        write(thawed);
    }

    /** Also what its own processes have frozen below it: one of v1's that stays frozen does not even die of SIGKILL. */
    void thawAll() throws CgroupException {
        if (isLegacy()) {
            DirectoryTree.visit(file.getParent(), Freezer::thawLegacy);
        }
        thaw();
    }

    private static void thawLegacy(Fd cgroup) {
        try (Fd state = cgroup.openAt("freezer.state", Fd.O_WRONLY, 0)) {
            state.writeFully("THAWED".getBytes(StandardCharsets.US_ASCII));
        } catch (ErrnoException e) {
            // ENODEV: just removed.
        }
    }

    /** True when every process is stopped; false while it is being frozen, too. */
    boolean isFrozen() {
        if (isLegacy()) {
            return CgroupFile.read(file).filter(frozen::equals).isPresent();
        }
        return CgroupFile.read(file.resolveSibling("cgroup.events"))
                .filter(events -> events.lines().anyMatch("frozen 1"::equals))
                .isPresent();
    }

    /** A process frozen by v1 does not even die of SIGKILL before it is thawed; one frozen by v2 does. */
    boolean isLegacy() {
        return frozen.equals("FROZEN");
    }

    boolean exists() {
        return Files.exists(file);
    }

    private void write(String value) throws CgroupException {
        try {
            CgroupFile.write(file, value);
        } catch (IOException e) {
            throw CgroupException.ofWrite(file, value, "", e);
        }
    }
}
