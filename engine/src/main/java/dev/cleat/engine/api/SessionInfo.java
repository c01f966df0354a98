package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One session of this host: a command that was attached to a container, and who sits or sat at it.
 *
 * @param id unique, sorts by time
 * @param command argv; empty: the user's shell
 * @param idle since when nothing passed, either way
 * @param bytesIn from the operator to the command
 * @param bytesOut from the command to the operator
 * @param elevated privileges of the caller that the command kept
 * @param recording the file that what it shows is recorded in
 * @param exitStatus as a shell tells it; only of one that has {@link State#ENDED}
 */
public record SessionInfo(
        String id,
        String container,
        State state,
        Who who,
        List<String> command,
        Instant started,
        Duration idle,
        long bytesIn,
        long bytesOut,
        List<String> elevated,
        Optional<String> reason,
        Optional<Path> recording,
        OptionalInt exitStatus) {

    public SessionInfo {
        command = List.copyOf(command);
        elevated = List.copyOf(elevated);
    }

    /** Whether an operator is at it. */
    public enum State {
        ATTACHED,
        /** It runs, and waits for somebody to attach to it again. */
        DETACHED,
        /** Its command ended while nobody was at it; whoever attaches to it gets its last screen and its status. */
        ENDED
    }

    /**
     * The operator.
     *
     * @param user a person's name in one word
     * @param uid effective uid of the client
     * @param loginUid who logged in, kept through su and sudo; empty when the kernel was never told
     * @param chain names of the users from the login to the client, as su and sudo changed them
     * @param tty the client's terminal
     * @param ssh client and server address and port, as sshd tells them
     */
    public record Who(
            String user,
            long uid,
            Optional<Long> loginUid,
            List<String> chain,
            Optional<String> tty,
            Optional<String> ssh) {
        public Who {
            chain = List.copyOf(chain);
        }
    }
}
