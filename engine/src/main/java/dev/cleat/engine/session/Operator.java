package dev.cleat.engine.session;

import dev.cleat.engine.linux.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who sits at this end.
 *
 * @param uid effective uid
 * @param loginUid who logged in, kept through su and sudo (/proc/self/loginuid); empty when never set
 * @param sudoUser SUDO_USER
 * @param ssh SSH_CONNECTION: client and server address and port
 */
public record Operator(int uid, Optional<Long> loginUid, Optional<String> sudoUser, Optional<String> ssh) {

    private static final long NEVER_SET = 4294967295L;

    /** The operator of this process. */
    public static Operator current() {
        return new Operator(
                Credentials.effectiveUid(),
                readLoginUid(),
                Optional.ofNullable(System.getenv("SUDO_USER")),
                Optional.ofNullable(System.getenv("SSH_CONNECTION")));
    }

    private static Optional<Long> readLoginUid() {
        try {
            long uid = Long.parseLong(
                    Files.readString(Path.of("/proc/self/loginuid")).strip());
            return uid == NEVER_SET ? Optional.empty() : Optional.of(uid);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // a kernel without audit
        }
    }
}
