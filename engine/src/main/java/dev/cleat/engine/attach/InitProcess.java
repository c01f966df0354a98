package dev.cleat.engine.attach;

import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.InitContext;
import java.util.Optional;

/**
 * The init that is attached to, held by a pidfd, so that its number cannot become another process's meanwhile.
 *
 * @param rootUid host uid of the container's root, who is to own the PTY's slave
 * @param filter the system call filter it is held by
 */
record InitProcess(PidFd pidFd, InitContext context, long rootUid, Optional<FilterProgram> filter)
        implements AutoCloseable {
    @Override
    public void close() {
        pidFd.close();
    }
}
