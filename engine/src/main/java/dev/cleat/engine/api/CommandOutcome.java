package dev.cleat.engine.api;

import java.util.Optional;

/** How a command that was relayed came to its end, as far as the caller saw it. */
public sealed interface CommandOutcome {

    /** The exit status a shell would give: the command's own, 128+n for signal n, 0 when detached. */
    int exitStatus();

    /** It ended by itself with {@code status}, 0 to 255. */
    record Exited(int status) implements CommandOutcome {
        @Override
        public int exitStatus() {
            return status;
        }
    }

    /** Signal {@code number} killed it. */
    record Killed(int number) implements CommandOutcome {
        @Override
        public int exitStatus() {
            return 128 + number;
        }
    }

    /**
     * The operator typed the detach keys, or asked for nothing else. The container console runs on.
     *
     * @param session that runs on as well and can be attached to again; empty: its PTY was hung up
     */
    record Detached(Optional<String> session) implements CommandOutcome {

        /** Without a session that runs on. */
        public Detached() {
            this(Optional.empty());
        }

        @Override
        public int exitStatus() {
            return 0;
        }
    }

    /** The operator's terminal went away. */
    record HungUp() implements CommandOutcome {
        @Override
        public int exitStatus() {
            return 129;
        }
    }
}
