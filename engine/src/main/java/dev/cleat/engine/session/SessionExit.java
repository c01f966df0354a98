package dev.cleat.engine.session;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a session ended that nobody was at: its keeper leaves this file, and whoever attaches to the session takes it.
 *
 * @param status as a shell tells it; -1: nobody knows
 */
record SessionExit(int status, Instant ended) {

    /** Its keeper was killed: how it ended nobody knows. */
    static final SessionExit UNKNOWN = new SessionExit(-1, Instant.EPOCH);

    /** Who has not asked for that long does not ask. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int MAX_FILE = 4096;
    private static final int SIGNALLED = 128;

    boolean isWorthKeeping() {
        return Duration.between(ended, Instant.now()).compareTo(KEPT) < 0;
    }

    static Optional<SessionExit> read(Fd directory, String id) {
        try (Fd file = directory.openAt(id + ".exit", Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            JsonTree exit = JsonTree.of(file.readUpTo(MAX_FILE));
            OptionalInt code = exit.optionalNumber("exitCode");
            int status = code.isPresent() ? code.getAsInt() : SIGNALLED + (int) exit.number("signal");
            return Optional.of(new SessionExit(status, Instant.ofEpochSecond(exit.number("endedAtSeconds"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
