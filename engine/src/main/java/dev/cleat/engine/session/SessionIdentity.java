package dev.cleat.engine.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who attached to what, when and why: told in the registry, in recordings and in the host's log alike.
 *
 * @param id {@link SessionId}
 * @param kind {@code attach}, or {@code console}: at a terminal of the container's own
 */
public record SessionIdentity(String id, String kind, Subject subject, Client client, Instant started) {

    /** A command that is run inside. */
    public static final String ATTACH = "attach";

    /** A terminal of the container's own, where its init or a login is. */
    public static final String CONSOLE = "console";

    /**
     * What is attached to, and how.
     *
     * @param id of the container at its runtime; equals the name where names are ids
     * @param initPid of the container, on the host
     * @param argv empty: the user's shell
     * @param runUid as whom the command runs, inside
     * @param namespaces joined, as /proc/PID/ns names them
     * @param elevated privileges of the client that the command keeps
     */
    public record Subject(
            String container,
            Optional<String> id,
            long initPid,
            List<String> argv,
            long runUid,
            long runGid,
            List<String> namespaces,
            List<String> elevated,
            Optional<String> reason) {

        public Subject {
            argv = List.copyOf(argv);
            namespaces = List.copyOf(namespaces);
            elevated = List.copyOf(elevated);
        }

        private Subject with(List<String> words, Optional<String> why) {
            return new Subject(container, id, initPid, words, runUid, runGid, namespaces, elevated, why);
        }

        private Subject because(String what) {
            return with(argv, Optional.of(what + reason.map(why -> ": " + why).orElse("")));
        }
    }

    /**
     * Who, from where.
     *
     * @param user a person's name in one word
     * @param uid effective uid of the client
     * @param loginUid who logged in, kept through su and sudo; empty when the kernel was never told
     * @param sudoChain names of the users from the login to the client
     * @param ssh SSH_CONNECTION: client and server address and port
     * @param cwd the client's directory
     */
    public record Client(
            String host,
            String bootId,
            String user,
            long uid,
            Optional<Long> loginUid,
            List<String> sudoChain,
            Optional<String> tty,
            Optional<String> ssh,
            String cwd) {

        public Client {
            sudoChain = List.copyOf(sudoChain);
        }

        private static Client of(Operator operator) {
            return new Client(
                    ThisHost.name(),
                    ThisHost.bootId(),
                    operator.name(),
                    Integer.toUnsignedLong(operator.uid()),
                    operator.loginUid(),
                    operator.chain(),
                    operator.tty(),
                    operator.ssh(),
                    ThisHost.directory());
        }
    }

    /** A new session of {@code operator}, beginning now. Words that are too long for every place are shortened. */
    public static SessionIdentity of(Subject subject, Operator operator) {
        return of(ATTACH, subject, operator);
    }

    /** The same of another kind. */
    public static SessionIdentity of(String kind, Subject subject, Operator operator) {
        Instant now = Instant.now();
        Subject bounded =
                subject.with(BoundedWords.of(subject.argv()), subject.reason().map(BoundedWords::of));
        return new SessionIdentity(SessionId.at(now), kind, bounded, Client.of(operator), now);
    }

    /**
     * The same command with another operator at it, from now on. What is recorded of that has an id of its own and tells
     * whose it goes on with.
     */
    public SessionIdentity returning(Operator operator) {
        return of(kind, subject.because("goes on with session " + id), operator);
    }

    /** The same operator, who is not there any more: the command shows to nobody what is recorded from {@code since} on. */
    public SessionIdentity unseen(Instant since) {
        Subject shown = subject.because("what session " + id + " showed to nobody");
        return new SessionIdentity(SessionId.at(Instant.now()), kind, shown, client, since);
    }

    /** The same in other words: those of the command, and those that say why. */
    public SessionIdentity saying(UnaryOperator<String> word) {
        Subject said = subject.with(
                subject.argv().stream().map(word).toList(), subject.reason().map(word));
        return new SessionIdentity(id, kind, said, client, started);
    }

    /** A person's name in one word. */
    public String user() {
        return client.user();
    }

    /** The container's name. */
    public String container() {
        return subject.container();
    }

    /** Of the container, on the host. */
    public long initPid() {
        return subject.initPid();
    }
}
