package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.stage.StageFailureException;
import dev.cleat.engine.stage.StageStep;
import java.io.IOException;
import java.util.Optional;

/** What an operator can do about an attach that failed, by step and by the kernel's answer. */
final class AttachAdvice {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private AttachAdvice() {}

    /** A clause, or null when there is nothing better to say than the failure itself. */
    static String of(AttachStep step, IOException failure) {
        int errno = errno(failure);
        return switch (step) {
            case JOIN_NAMESPACES ->
                errno == Errno.EPERM
                        ? "only root, or the user who owns the container's user namespace, may enter it"
                        : null;
            case ENTER_CGROUP ->
                switch (errno) {
                    case Errno.EBUSY -> "init has just moved to another cgroup; try again";
                    case Errno.EOPNOTSUPP -> "init is in a threaded cgroup, which no process from outside can enter";
                    default -> "the command was not run outside of the container's limits";
                };
            case ENTER_DIRECTORY -> "name a directory of the container with -w";
            case OPEN_PTY -> "see /proc/sys/kernel/pty/nr and max";
            default -> null;
        };
    }

    /** The command could not be executed: said as a shell says it. */
    static Optional<CommandNotRunException> commandNotRun(AttachRequest request, StageFailureException failure) {
        if (failure.step() != StageStep.EXECUTE_COMMAND) {
            return Optional.empty();
        }
        boolean missing = failure.errno() == Errno.ENOENT || failure.errno() == Errno.ENOTDIR;
        return Optional.of(new CommandNotRunException(
                "cannot run in " + request.container() + ": " + failure.getMessage(),
                missing ? NOT_FOUND : NOT_EXECUTABLE));
    }

    private static int errno(IOException failure) {
        if (failure instanceof StageFailureException inside) {
            return inside.errno();
        }
        return failure instanceof ErrnoException outside ? outside.errno() : 0;
    }
}
