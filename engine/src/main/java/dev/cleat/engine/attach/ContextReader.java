package dev.cleat.engine.attach;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.plan.CallerContext;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.InitContext;
import dev.cleat.engine.plan.PasswdFile;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.procfs.IdMapFile;
import dev.cleat.engine.procfs.ProcessStatus;
import dev.cleat.engine.procfs.ProcessStatus.Capabilities;
import dev.cleat.engine.security.FilterCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what init is from the host's own /proc, never from the container's, which can be a fake (CVE-2015-1334), and the
 * container's passwd and group files through openat2(2) with its root as the root, with a parser of our own: nothing of
 * the container is ever loaded or executed out here (CVE-2019-14271).
 */
public final class ContextReader {

    private static final int MAX_PASSWD = 1 << 20;
    private static final int UNMAPPED = 65534;

    private final Procfs procfs;
    private final Path state;

    /** @param state the state directory, where the filters of our containers are */
    public ContextReader(Procfs procfs, Path state) {
        this.procfs = procfs;
        this.state = state;
    }

    /** Init of {@code target}, held. */
    InitProcess read(AttachTarget target) throws IOException, WrongStateException {
        PidFd pidFd = open(target);
        try {
            InitProcess init = new InitProcess(pidFd, context(target), hostRoot(target.pid()), filter(target));
            requireSameProcess(target); // asked last: everything above was read from one and the same process
            return init;
        } catch (IOException | WrongStateException | RuntimeException e) {
            pidFd.close();
            throw e;
        }
    }

    /**
     * The filter that the start of our container has saved. The kernel gives none out, so what others have started is
     * attached to without one; with ours that must not happen because a file is lost.
     */
    private Optional<FilterProgram> filter(AttachTarget target) throws IOException {
        if (target.runtime() != Runtime.CLEAT) {
            return Optional.empty();
        }
        Path directory = state.resolve(target.name());
        Optional<FilterProgram> filter = FilterCache.ofContainer(directory);
        if (filter.isEmpty() && isFiltered(target.pid()) && !isFiltered(Credentials.processId())) {
            throw new IOException(directory.resolve("filter") + ": " + target.name()
                    + " is under a system call filter, and this file that holds it cannot be believed");
        }
        return filter;
    }

    private boolean isFiltered(long pid) {
        return procfs.status(pid).filter(status -> status.seccompMode() != 0).isPresent();
    }

    private static PidFd open(AttachTarget target) throws ErrnoException, WrongStateException {
        try {
            return PidFd.open(target.pid());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESRCH) {
                throw ended(target);
            }
            throw e;
        }
    }

    private void requireSameProcess(AttachTarget target) throws WrongStateException {
        procfs.stat(target.pid())
                .filter(stat -> stat.isAlive() && stat.startTicks() == target.startTicks())
                .orElseThrow(() -> ended(target));
    }

    private static WrongStateException ended(AttachTarget target) {
        return new WrongStateException(target.name() + " is not running", null);
    }

    private InitContext context(AttachTarget target) throws WrongStateException {
        long pid = target.pid();
        ProcessStatus status = procfs.status(pid).orElseThrow(() -> ended(target));
        IdMapFile uidMap = procfs.uidMap(pid).orElse(new IdMapFile(List.of()));
        IdMapFile gidMap = procfs.gidMap(pid).orElse(new IdMapFile(List.of()));
        return new InitContext(
                target.runtime(),
                procfs.namespaces(pid),
                inside(uidMap, status.uids().get(0)),
                inside(gidMap, status.gids().get(0)),
                status.groups().stream()
                        .map(gid -> inside(gidMap, gid))
                        .filter(gid -> gid != UNMAPPED)
                        .toList(),
                !text(pid, "setgroups").orElse("allow").equals("deny"),
                capabilities(status.capabilities()),
                status.noNewPrivileges(),
                label(pid),
                personality(pid),
                target.environment(),
                users(Path.of("/proc", Long.toString(pid), "root")));
    }

    private static long inside(IdMapFile map, long host) {
        return map.ranges().stream()
                .filter(range -> host >= range.outside() && host < range.outside() + range.count())
                .map(range -> host - range.outside() + range.inside())
                .findFirst()
                .orElse((long) UNMAPPED);
    }

    private long hostRoot(long pid) {
        return procfs.uidMap(pid).map(IdMapFile::ranges).orElse(List.of()).stream()
                .filter(range -> range.inside() == 0)
                .map(IdMapFile.Range::outside)
                .findFirst()
                .orElse(-1L);
    }

    private static CapabilitiesPlan capabilities(Capabilities sets) {
        return new CapabilitiesPlan(
                sets.bounding(), sets.permitted(), sets.effective(), sets.inheritable(), sets.ambient());
    }

    /** AppArmor's or SELinux's label; an unconfined process has none that it could give on. */
    private static Optional<InitContext.Label> label(long pid) {
        Optional<String> apparmor = text(pid, "attr/apparmor/current");
        if (apparmor.isPresent()) {
            return apparmor.filter(label -> !label.equals("unconfined"))
                    .map(label -> label.replaceFirst(" \\([a-z]+\\)$", ""))
                    .map(label -> new InitContext.Label("apparmor/exec", "exec " + label));
        }
        return text(pid, "attr/current")
                .filter(label -> label.contains(":"))
                .map(label -> new InitContext.Label("exec", label));
    }

    private static OptionalInt personality(long pid) {
        try {
            return text(pid, "personality")
                    .map(hex -> OptionalInt.of(Integer.parseUnsignedInt(hex, 16)))
                    .orElse(OptionalInt.empty());
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Optional<String> text(long pid, String file) {
        try {
            String text = Files.readString(Path.of("/proc", Long.toString(pid), file))
                    .replace("\0", "")
                    .strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty(); // no such LSM, or not ours to read
        }
    }

    private static PasswdFile users(Path root) {
        try (Fd directory = Fd.open(root, Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
            return PasswdFile.of(readInside(directory, "etc/passwd"), readInside(directory, "etc/group"));
        } catch (IOException e) {
            return PasswdFile.EMPTY; // not allowed to look inside
        }
    }

    /** A FIFO must not make us wait, and nothing but a regular file is read. */
    private static String readInside(Fd root, String path) {
        try (Fd file = root.openInRoot(path, Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOFOLLOW | Fd.O_NOCTTY)) {
            return file.status().isRegular() ? new String(file.readUpTo(MAX_PASSWD), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Looks for what an elevated session is about to leave behind; made before it begins. */
    ElevatedLeftovers leftovers(Set<NamespaceType> joined, InitContext init) {
        return new ElevatedLeftovers(procfs, joined, init, procfs.uptimeTicks());
    }

    /** This process. */
    CallerContext caller() throws IOException {
        long self = Credentials.processId();
        ProcessStatus status =
                procfs.status(self).orElseThrow(() -> new IOException("/proc/self/status cannot be read"));
        return new CallerContext(
                procfs.namespaces(self),
                status.uids().get(1),
                status.gids().get(1),
                status.groups(),
                capabilities(status.capabilities()),
                label(self),
                System.getenv(),
                Path.of("").toAbsolutePath().toString(),
                users(Path.of("/")));
    }
}
