package dev.cleat.engine.start;

import dev.cleat.engine.cgroup.CgroupException;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.network.NetworkException;
import dev.cleat.engine.stage.StageEndedException;
import dev.cleat.engine.stage.StageFailureException;
import java.io.IOException;
import java.util.function.BiFunction;

/** What an operator can do about a start that failed, by step and by the kernel's answer. */
final class StartAdvice {

    private static final String SEE_DOCTOR = "see 'cleat doctor' for the cgroup controllers of this host";

    private StartAdvice() {}

    /** That of {@code occasion}: who has no definition is not told to change it. */
    static BiFunction<StartStep, IOException, String> on(Occasion occasion) {
        return occasion.made().isPresent() ? StartAdvice::withoutDefinition : StartAdvice::of;
    }

    private static String withoutDefinition(StartStep step, IOException failure) {
        if (step != StartStep.CLONE_INIT) {
            return null;
        }
        return switch (errno(failure)) {
            case Errno.EPERM -> "run it as root, or add USER to -s";
            case Errno.ENOSPC -> of(step, failure);
            default -> null;
        };
    }

    /** A clause, or null when there is nothing better to say than the failure itself. */
    static String of(StartStep step, IOException failure) {
        if (failure instanceof StageEndedException ended && ended.wasKilled()) {
            return "unless somebody killed it, resources.memory.limit is too small for it";
        }
        if (failure instanceof NetworkException network) {
            return network.advice();
        }
        if (failure instanceof CgroupException cgroup && cgroup.isInUse()) {
            return "another container has it, perhaps one of another CLEAT_STATE: choose another name, or --set"
                    + " cgroup.path=PATH";
        }
        int errno = errno(failure);
        return switch (step) {
            case CLONE_INIT ->
                switch (errno) {
                    case Errno.EPERM ->
                        "this user may not create these namespaces; set 'namespaces: {user: private}' or run as root";
                    case Errno.ENOSPC -> "the limit of namespaces is reached, see /proc/sys/user/max_*_namespaces";
                    default -> null;
                };
            case WRITE_ID_MAPS -> "see 'cleat doctor' for the ids this user may map";
            case MOUNT_ENTRIES, POPULATE_DEV, OPEN_CONSOLE, PROTECT_PATHS ->
                switch (errno) {
                    case Errno.ELOOP ->
                        "give the real path: symbolic links in mount targets are refused (CVE-2015-1335)";
                    case Errno.ENOENT -> "check the source on the host, or set onMissingSource or onMissingTarget";
                    default -> null;
                };
            case EXECUTE_INIT ->
                switch (errno) {
                    case Errno.ENOENT ->
                        "there is no such program in the container's root; check process.command and rootfs";
                    case Errno.EACCES -> "the program is not executable in the container";
                    case Errno.ENOEXEC -> "the program is of another architecture, or a script without '#!'";
                    default -> null;
                };
            case APPLY_SYSCTLS ->
                switch (errno) {
                    case Errno.ENOENT ->
                        "this kernel has no such sysctl here: mistyped, its module is not loaded, or only the"
                                + " host's own network has it";
                    case Errno.EINVAL -> "the kernel does not take this value";
                    case Errno.EACCES, Errno.EPERM -> "it is not the container's to set; set it on the host";
                    default -> null;
                };
            case OPEN_CONSOLE_LOG -> "choose another file with console.log.file or -L";
            case CREATE_SCOPE -> "see 'journalctl -b' for systemd's reasons, or set cgroup.manager: cgroupfs";
            case CREATE_CGROUP ->
                failure.getMessage().contains("ENOMEM")
                        ? "resources.memory.limit is too small for any container"
                        : SEE_DOCTOR;
            case ENTER_CGROUP -> SEE_DOCTOR;
            default -> null;
        };
    }

    private static int errno(IOException failure) {
        if (failure instanceof StageFailureException inside) {
            return inside.errno();
        }
        return failure instanceof ErrnoException outside ? outside.errno() : 0;
    }
}
