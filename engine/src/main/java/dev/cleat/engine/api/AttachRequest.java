package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attach.
 *
 * @param container name as the list shows it
 * @param command argv; empty: the user's shell, looked up inside
 * @param environment what the command's environment starts from
 * @param keep with {@link Environment#CLEAR}: names kept from the caller
 * @param set applied last, in order
 * @param user uid inside, digits or a name of the container's /etc/passwd; empty: init's
 * @param group gid inside, digits or a name of the container's /etc/group; empty: the user's, else init's
 * @param directory working directory inside; empty: the caller's if it exists inside, else /
 * @param pty when to allocate a PTY
 * @param ptyLog file that gets the raw bytes from the PTY, appended
 * @param detachKeys as {@code ctrl-a,q}; {@code none} switches them off
 * @param elevated privileges of the caller that are kept instead of the container's
 * @param namespaces the only namespaces to join; empty: all that differ from ours
 * @param detached the command is started on a terminal of its own, and nobody is attached to it yet
 * @param reason why, kept with the session
 * @param recording what the operator says about the recording of it
 */
public record AttachRequest(
        String container,
        List<String> command,
        Environment environment,
        Set<String> keep,
        Map<String, String> set,
        Optional<String> user,
        Optional<String> group,
        Optional<String> directory,
        Pty pty,
        Optional<Path> ptyLog,
        String detachKeys,
        Set<Privilege> elevated,
        Set<NamespaceType> namespaces,
        boolean detached,
        Optional<String> reason,
        RecordingChoice recording) {

    /** The default detach keys. */
    public static final String DEFAULT_DETACH_KEYS = "ctrl-a,q";

    public AttachRequest {
        command = List.copyOf(command);
        keep = Set.copyOf(keep);
        set = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(set));
        elevated = Set.copyOf(elevated);
        namespaces = Set.copyOf(namespaces);
    }

    /** One that is recorded as the host's policy says. */
    public AttachRequest(
            String container,
            List<String> command,
            Environment environment,
            Set<String> keep,
            Map<String, String> set,
            Optional<String> user,
            Optional<String> group,
            Optional<String> directory,
            Pty pty,
            Optional<Path> ptyLog,
            String detachKeys,
            Set<Privilege> elevated,
            Set<NamespaceType> namespaces,
            boolean detached,
            Optional<String> reason) {
        this(
                container,
                command,
                environment,
                keep,
                set,
                user,
                group,
                directory,
                pty,
                ptyLog,
                detachKeys,
                elevated,
                namespaces,
                detached,
                reason,
                RecordingChoice.BY_POLICY);
    }

    /** The same, recorded so. */
    public AttachRequest recorded(RecordingChoice choice) {
        return new AttachRequest(
                container,
                command,
                environment,
                keep,
                set,
                user,
                group,
                directory,
                pty,
                ptyLog,
                detachKeys,
                elevated,
                namespaces,
                detached,
                reason,
                choice);
    }

    /** What the environment starts from. */
    public enum Environment {
        KEEP,
        CLEAR
    }

    /** When a PTY is allocated: for those of descriptors 0-2 that are terminals, always, or never. */
    public enum Pty {
        AUTO,
        FORCE,
        NEVER
    }

    /** The caller's privileges that {@code -e} keeps. */
    public enum Privilege {
        CGROUP,
        CAP,
        LSM
    }

    /** A command (or, when empty, the shell) with all defaults. */
    public static AttachRequest of(String container, List<String> command) {
        return new AttachRequest(
                container,
                command,
                Environment.KEEP,
                Set.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pty.AUTO,
                Optional.empty(),
                DEFAULT_DETACH_KEYS,
                Set.of(),
                Set.of(),
                false,
                Optional.empty());
    }
}
