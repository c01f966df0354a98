package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Duration;
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
 * @param logSync how often log and recordings are brought to the disk, zero: each piece; empty: as the host's configuration says
 * @param detachKeys as {@code ctrl-a,q}, several separated by {@code |}; {@code none} switches them off
 * @param elevated privileges of the caller that are kept instead of the container's
 * @param namespaces the only namespaces to join; empty: all that differ from ours
 * @param groups supplementary groups, ids or names; empty: those of the user, else init's
 * @param architecture what uname(2) says, a word of {@code platform.arch}; empty: the container's
 * @param remount fresh /proc and /sys in a mount namespace of its own, where the container's is not joined
 * @param definition the file whose architecture and environment count, instead of the container's own
 * @param pid attach to the namespaces of this process, whatever it belongs to; {@code container} is then only what it is called
 * @param login without a command: a login shell in the user's home
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
        Optional<Duration> logSync,
        String detachKeys,
        Set<Privilege> elevated,
        Set<NamespaceType> namespaces,
        Optional<List<String>> groups,
        Optional<String> architecture,
        boolean remount,
        Optional<Path> definition,
        Optional<Long> pid,
        boolean login,
        boolean detached,
        Optional<String> reason,
        RecordingChoice recording) {

    /** The default detach keys; with them, and only with them, there are other keys after Ctrl-A. */
    public static final String DEFAULT_DETACH_KEYS = "ctrl-a,q|ctrl-a,d";

    public AttachRequest {
        command = List.copyOf(command);
        keep = Set.copyOf(keep);
        set = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(set));
        elevated = Set.copyOf(elevated);
        namespaces = Set.copyOf(namespaces);
        groups = groups.map(List::copyOf);
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
        return to(container).command(command).build();
    }

    /** One to {@code container}, with all defaults until more is said. */
    public static Builder to(String container) {
        return new Builder(container);
    }

    /** One that says the same until more is said. */
    public Builder toBuilder() {
        Builder builder = new Builder(container);
        builder.command = command;
        builder.environment = environment;
        builder.keep = keep;
        builder.set = set;
        builder.user = user;
        builder.group = group;
        builder.directory = directory;
        builder.pty = pty;
        builder.ptyLog = ptyLog;
        builder.logSync = logSync;
        builder.detachKeys = detachKeys;
        builder.elevated = elevated;
        builder.namespaces = namespaces;
        builder.groups = groups;
        builder.architecture = architecture;
        builder.remount = remount;
        builder.definition = definition;
        builder.pid = pid;
        builder.login = login;
        builder.detached = detached;
        builder.reason = reason;
        builder.recording = recording;
        return builder;
    }

    /** Says one thing after the other. Belongs to one thread. */
    public static final class Builder {

        private String container;
        private List<String> command = List.of();
        private Environment environment = Environment.KEEP;
        private Set<String> keep = Set.of();
        private Map<String, String> set = Map.of();
        private Optional<String> user = Optional.empty();
        private Optional<String> group = Optional.empty();
        private Optional<String> directory = Optional.empty();
        private Pty pty = Pty.AUTO;
        private Optional<Path> ptyLog = Optional.empty();
        private Optional<Duration> logSync = Optional.empty();
        private String detachKeys = DEFAULT_DETACH_KEYS;
        private Set<Privilege> elevated = Set.of();
        private Set<NamespaceType> namespaces = Set.of();
        private Optional<List<String>> groups = Optional.empty();
        private Optional<String> architecture = Optional.empty();
        private boolean remount;
        private Optional<Path> definition = Optional.empty();
        private Optional<Long> pid = Optional.empty();
        private boolean login;
        private boolean detached;
        private Optional<String> reason = Optional.empty();
        private RecordingChoice recording = RecordingChoice.BY_POLICY;

        private Builder(String container) {
            this.container = container;
        }

        public Builder container(String value) {
            container = value;
            return this;
        }

        public Builder command(List<String> value) {
            command = value;
            return this;
        }

        public Builder environment(Environment value) {
            environment = value;
            return this;
        }

        public Builder keep(Set<String> value) {
            keep = value;
            return this;
        }

        public Builder set(Map<String, String> value) {
            set = value;
            return this;
        }

        public Builder user(Optional<String> value) {
            user = value;
            return this;
        }

        public Builder group(Optional<String> value) {
            group = value;
            return this;
        }

        public Builder directory(Optional<String> value) {
            directory = value;
            return this;
        }

        public Builder pty(Pty value) {
            pty = value;
            return this;
        }

        public Builder ptyLog(Optional<Path> value) {
            ptyLog = value;
            return this;
        }

        public Builder logSync(Optional<Duration> value) {
            logSync = value;
            return this;
        }

        public Builder detachKeys(String value) {
            detachKeys = value;
            return this;
        }

        public Builder elevated(Set<Privilege> value) {
            elevated = value;
            return this;
        }

        public Builder namespaces(Set<NamespaceType> value) {
            namespaces = value;
            return this;
        }

        public Builder groups(Optional<List<String>> value) {
            groups = value;
            return this;
        }

        public Builder architecture(Optional<String> value) {
            architecture = value;
            return this;
        }

        public Builder remount(boolean value) {
            remount = value;
            return this;
        }

        public Builder definition(Optional<Path> value) {
            definition = value;
            return this;
        }

        public Builder pid(Optional<Long> value) {
            pid = value;
            return this;
        }

        public Builder login(boolean value) {
            login = value;
            return this;
        }

        public Builder detached(boolean value) {
            detached = value;
            return this;
        }

        public Builder reason(Optional<String> value) {
            reason = value;
            return this;
        }

        public Builder recording(RecordingChoice value) {
            recording = value;
            return this;
        }

        public AttachRequest build() {
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
                    logSync,
                    detachKeys,
                    elevated,
                    namespaces,
                    groups,
                    architecture,
                    remount,
                    definition,
                    pid,
                    login,
                    detached,
                    reason,
                    recording);
        }
    }
}
