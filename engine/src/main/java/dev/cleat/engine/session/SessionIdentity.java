package dev.cleat.engine.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who attached to what, when and why: told in the registry, in recordings and in the host's log alike.
 *
 * @param id {@link SessionId}
 * @param kind {@code attach}
 * @param containerId its id at its runtime; equals the name where names are ids
 * @param initPid of the container, on the host
 * @param user a person's name in one word
 * @param uid effective uid of the client
 * @param loginUid who logged in, kept through su and sudo; empty when the kernel was never told
 * @param sudoChain names of the users from the login to the client
 * @param ssh SSH_CONNECTION: client and server address and port
 * @param argv empty: the user's shell
 * @param cwd the client's directory
 * @param runUid as whom the command runs, inside
 * @param namespaces joined, as /proc/PID/ns names them
 * @param elevated privileges of the client that the command keeps
 */
public record SessionIdentity(
        String id,
        String kind,
        String container,
        Optional<String> containerId,
        long initPid,
        String host,
        String bootId,
        String user,
        long uid,
        Optional<Long> loginUid,
        List<String> sudoChain,
        Optional<String> clientTty,
        Optional<String> ssh,
        List<String> argv,
        String cwd,
        long runUid,
        long runGid,
        List<String> namespaces,
        List<String> elevated,
        Optional<String> reason,
        Instant started) {

    public SessionIdentity {
        sudoChain = List.copyOf(sudoChain);
        argv = List.copyOf(argv);
        namespaces = List.copyOf(namespaces);
        elevated = List.copyOf(elevated);
    }

    /**
     * What is attached to, and how.
     *
     * @param id of the container at its runtime
     * @param initPid of the container, on the host
     * @param argv empty: the user's shell
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
            Optional<String> reason) {}

    /**
     * The same command with another operator at it, from now on. What is recorded of that has an id of its own and tells
     * whose it goes on with.
     */
    public SessionIdentity returning(Operator operator) {
        return of(
                new Subject(
                        container,
                        containerId,
                        initPid,
                        argv,
                        runUid,
                        runGid,
                        namespaces,
                        elevated,
                        Optional.of("goes on with session " + id
                                + reason.map(why -> ": " + why).orElse(""))),
                operator);
    }

    /** The same operator, who is not there any more: the command shows to nobody what is recorded from {@code since} on. */
    public SessionIdentity unseen(Instant since) {
        String why = "what session " + id + " showed to nobody"
                + reason.map(text -> ": " + text).orElse("");
        return new SessionIdentity(
                SessionId.at(Instant.now()),
                kind,
                container,
                containerId,
                initPid,
                host,
                bootId,
                user,
                uid,
                loginUid,
                sudoChain,
                clientTty,
                ssh,
                argv,
                cwd,
                runUid,
                runGid,
                namespaces,
                elevated,
                Optional.of(why),
                since);
    }

    /** The same in other words: those of the command, and those that say why. */
    public SessionIdentity saying(UnaryOperator<String> word) {
        return new SessionIdentity(
                id,
                kind,
                container,
                containerId,
                initPid,
                host,
                bootId,
                user,
                uid,
                loginUid,
                sudoChain,
                clientTty,
                ssh,
                argv.stream().map(word).toList(),
                cwd,
                runUid,
                runGid,
                namespaces,
                elevated,
                reason.map(word),
                started);
    }

    /** A new session of {@code operator}, beginning now. */
    public static SessionIdentity of(Subject subject, Operator operator) {
        Instant now = Instant.now();
        return new SessionIdentity(
                SessionId.at(now),
                "attach",
                subject.container(),
                subject.id(),
                subject.initPid(),
                ThisHost.name(),
                ThisHost.bootId(),
                operator.name(),
                Integer.toUnsignedLong(operator.uid()),
                operator.loginUid(),
                operator.chain(),
                operator.tty(),
                operator.ssh(),
                subject.argv(),
                ThisHost.directory(),
                subject.runUid(),
                subject.runGid(),
                subject.namespaces(),
                subject.elevated(),
                subject.reason(),
                now);
    }
}
