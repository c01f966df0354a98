package dev.cleat.engine.session;

import dev.cleat.engine.linux.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sits at this end.
 *
 * @param uid effective uid
 * @param loginUid who logged in, kept through su and sudo (/proc/self/loginuid); empty when never set
 * @param sudoUser SUDO_USER, when that user has logged in or an ancestor runs as it
 * @param ssh SSH_CONNECTION: client and server address and port; ours, else that of an ancestor, for sudo clears it
 * @param chain names of the users that this process and its ancestors run as, from the login on, each once in a row
 * @param tty the controlling terminal
 */
public record Operator(
        int uid,
        Optional<Long> loginUid,
        Optional<String> sudoUser,
        Optional<String> ssh,
        List<String> chain,
        Optional<String> tty) {

    private static final long NEVER_SET = 4294967295L;
    private static final int LONGEST_CONNECTION = 200; // two addresses and ports are shorter

    public Operator {
        chain = List.copyOf(chain);
    }

    /** For as long as we live: nobody else comes to sit here. */
    private static final class Current {
        private static final Operator OPERATOR = read();
    }

    /** The operator of this process. */
    public static Operator current() {
        return Current.OPERATOR;
    }

    private static Operator read() {
        Ancestry ancestry = Ancestry.ofThisProcess();
        Optional<Long> loginUid = readLoginUid();
        List<Long> known =
                Stream.concat(loginUid.stream(), ancestry.uids().stream()).toList();
        return new Operator(
                Credentials.effectiveUid(),
                loginUid,
                sudoUser(Optional.ofNullable(System.getenv("SUDO_USER")), known),
                Optional.ofNullable(System.getenv("SSH_CONNECTION"))
                        .or(ancestry::sshConnection)
                        .filter(connection -> connection.length() <= LONGEST_CONNECTION),
                ancestry.uids().stream().map(Operator::userName).toList(),
                ancestry.terminal());
    }

    /** Anybody can set a variable: the name counts when one of {@code uids}, of who logged in and whom our ancestors run as, is that user's. */
    static Optional<String> sudoUser(Optional<String> claimed, List<Long> uids) {
        return claimed.filter(name -> uids.stream().map(Operator::userName).anyMatch(name::equals));
    }

    /** A person's name in one word: who used sudo, else who logged in, else whom this process runs as. */
    public String name() {
        return sudoUser.or(() -> loginUid.map(Operator::userName))
                .orElseGet(() -> userName(Integer.toUnsignedLong(uid)));
    }

    /** {@code al(0) from 10.0.0.1 on pts/3}. */
    public String described() {
        StringBuilder text = new StringBuilder(name())
                .append('(')
                .append(Integer.toUnsignedString(uid))
                .append(')');
        ssh.map(connection -> connection.split(" ", 2)[0])
                .ifPresent(peer -> text.append(" from ").append(peer));
        tty.ifPresent(terminal -> text.append(" on ").append(terminal.replaceFirst("^/dev/", "")));
        return text.toString();
    }

    /** By passwd(5); the number when it has no name there. */
    private static String userName(long uid) {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", 4))
                    .filter(fields -> fields.length == 4 && fields[2].equals(Long.toString(uid)))
                    .map(fields -> fields[0])
                    .findFirst()
                    .orElse(Long.toString(uid));
        } catch (IOException | UncheckedIOException e) {
            return Long.toString(uid);
        }
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
