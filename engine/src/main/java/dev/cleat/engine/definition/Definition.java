package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a container is, as its file says, defaults filled in, free of contradictions. What it means on a host is decided
 * by {@code dev.cleat.engine.plan}.
 *
 * @param file where it was read from
 * @param hostname empty: the container's name
 * @param rootfs present unless the mount namespace is the host's
 * @param privateNamespaces namespaces of its own; the others are the host's
 * @param haltSignal number of the signal that asks init to end
 */
public record Definition(
        Path file,
        String name,
        String description,
        Map<String, String> labels,
        Optional<String> hostname,
        Optional<Rootfs> rootfs,
        InitProcess process,
        Set<NamespaceType> privateNamespaces,
        List<Mount> mounts,
        AutoMounts autoMounts,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        Security security,
        Resources resources,
        Console console,
        int haltSignal,
        Stop stop) {

    public Definition {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        privateNamespaces = Set.copyOf(privateNamespaces);
        mounts = List.copyOf(mounts);
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
    }

    /** True when the container has a namespace of this kind of its own. */
    public boolean isPrivate(NamespaceType type) {
        return privateNamespaces.contains(type);
    }

    /** The same with another init command. */
    public Definition withCommand(List<String> command) {
        return with(process.withCommand(command), console);
    }

    /** The same with the container console logged to {@code file}. */
    public Definition withConsoleLog(Path file) {
        ConsoleLog log = new ConsoleLog(
                true, Optional.of(file), console.log().maxBytes(), console.log().keep());
        return with(process, new Console(log, console.ringBytes()));
    }

    private Definition with(InitProcess newProcess, Console newConsole) {
        return new Definition(
                file,
                name,
                description,
                labels,
                hostname,
                rootfs,
                newProcess,
                privateNamespaces,
                mounts,
                autoMounts,
                maskedPaths,
                readonlyPaths,
                security,
                resources,
                newConsole,
                haltSignal,
                stop);
    }

    /** What the root directory is made of, and where writes go. */
    public record Rootfs(RootSource source, boolean readonly, Writable writable) {}

    /** What the root directory is made of. */
    public sealed interface RootSource {
        /** The host's own root directory, never written to. */
        record Host() implements RootSource {}

        /** A directory on the host. */
        record Directory(Path path) implements RootSource {}

        /** Directories laid over each other, topmost lower one first. */
        record Overlay(List<Path> lower, Path upper) implements RootSource {
            public Overlay {
                lower = List.copyOf(lower);
            }
        }
    }

    /** Where the container's writes to its root go. */
    public sealed interface Writable {
        /** Into the source itself. */
        record Direct() implements Writable {}

        /** Into memory, gone at the end; {@code size} in bytes or as a percentage, as tmpfs(5) takes it. */
        record Memory(String size) implements Writable {}

        /** Below a directory on the host, kept. */
        record Kept(Path directory) implements Writable {}
    }

    /**
     * The program that is PID 1.
     *
     * @param command argv; empty when the file gives none
     * @param cwd working directory, made when missing
     * @param user a uid (digits) or a name of the container's /etc/passwd
     * @param group a gid or a name of the container's /etc/group; empty: the user's
     * @param additionalGroups gids or names
     * @param terminal the container console is its controlling terminal
     */
    public record InitProcess(
            List<String> command,
            String cwd,
            Map<String, String> environment,
            String user,
            Optional<String> group,
            List<String> additionalGroups,
            boolean terminal,
            OptionalInt umask) {
        public InitProcess {
            command = List.copyOf(command);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            additionalGroups = List.copyOf(additionalGroups);
        }

        InitProcess withCommand(List<String> other) {
            return new InitProcess(other, cwd, environment, user, group, additionalGroups, terminal, umask);
        }
    }

    /**
     * One mount inside the root.
     *
     * @param source on the host; present for {@link MountType#BIND} only
     * @param options attributes
     * @param parameters what tmpfs takes: size, mode, uid, gid, nr_inodes
     */
    public record Mount(
            MountType type,
            Optional<Path> source,
            String target,
            Set<MountOption> options,
            Map<String, String> parameters,
            Propagation propagation,
            OnMissing onMissingSource,
            OnMissing onMissingTarget) {
        public Mount {
            options = Set.copyOf(options);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /** What is mounted. */
    public enum MountType {
        BIND,
        TMPFS
    }

    /** How mounts spread between namespaces (mount_namespaces(7)). */
    public enum Propagation {
        PRIVATE,
        SLAVE,
        SHARED,
        UNBINDABLE
    }

    /** What to do about a source or target that is not there. */
    public enum OnMissing {
        ERROR,
        SKIP,
        CREATE_DIRECTORY,
        CREATE_FILE,
        CREATE
    }

    /**
     * What is mounted without being asked for.
     *
     * @param shmBytes size of /dev/shm; empty: none
     */
    public record AutoMounts(Access proc, Access sys, Access cgroup, OptionalLong shmBytes, boolean mqueue) {}

    /** How an automatic mount may be used. */
    public enum Access {
        AUTO,
        MIXED,
        READ_ONLY,
        READ_WRITE,
        OFF
    }

    /** What init and all its children may do. */
    public record Security(Set<Capability> keep, Set<Capability> drop, Set<Capability> add, boolean noNewPrivileges) {
        public Security {
            keep = Set.copyOf(keep);
            drop = Set.copyOf(drop);
            add = Set.copyOf(add);
        }
    }

    /** Limits, in the terms of cgroup v2. */
    public record Resources(Memory memory, Cpu cpu, OptionalLong pids) {}

    /** Bytes. {@code swap} is swap alone, not memory and swap. */
    public record Memory(OptionalLong limit, OptionalLong high, OptionalLong low, OptionalLong swap) {}

    /**
     * CPU time.
     *
     * @param weight 1 to 10000
     * @param shares 2 to 262144, the v1 form of the weight
     * @param cpus list as cpuset(7) has it; may be used
     * @param mems memory nodes
     */
    public record Cpu(
            Optional<Quota> quota,
            OptionalLong weight,
            OptionalLong shares,
            Optional<String> cpus,
            Optional<String> mems) {}

    /** {@code micros} of CPU time in every {@code periodMicros}. */
    public record Quota(long micros, long periodMicros) {}

    /** The container console. {@code ringBytes}: how much of the latest output a new viewer can ask for. */
    public record Console(ConsoleLog log, int ringBytes) {}

    /**
     * Where the container console is logged.
     *
     * @param file empty: the engine's log directory
     * @param keep how many older files are kept
     */
    public record ConsoleLog(boolean enabled, Optional<Path> file, long maxBytes, int keep) {}

    /** How it is ended. */
    public record Stop(Duration timeout, StopAction action) {}

    /** What a stop does. */
    public enum StopAction {
        HALT_THEN_KILL,
        HALT,
        KILL
    }
}
