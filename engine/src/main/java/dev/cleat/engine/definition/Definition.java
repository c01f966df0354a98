package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Life.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a container is, as its file says, defaults filled in, free of contradictions. What it means on a host is decided
 * by {@code dev.cleat.engine.plan}.
 *
 * @param description what lists and people are told of it
 * @param names what uname(2) says inside, and the clocks
 * @param rootfs present unless the mount namespace is the host's
 * @param namespaces where each of the eight comes from
 * @param sysctls names with dots, as net.ipv4.ip_forward, and values
 */
public record Definition(
        Description description,
        KernelNames names,
        Optional<Rootfs> rootfs,
        InitProcess process,
        ProcessTuning tuning,
        Map<NamespaceType, NamespaceSource> namespaces,
        Idmap idmap,
        List<Mount> mounts,
        AutoMounts autoMounts,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        Devices devices,
        Console console,
        Security security,
        CgroupPlace cgroup,
        Resources resources,
        Network network,
        Map<String, String> sysctls,
        Hooks hooks,
        Life life) {

    public Definition {
        EnumMap<NamespaceType, NamespaceSource> sources = new EnumMap<>(NamespaceType.class);
        sources.putAll(namespaces);
        namespaces = Collections.unmodifiableMap(sources);
        mounts = List.copyOf(mounts);
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    }

    /** Where it was read from. */
    public Path file() {
        return description.file();
    }

    /** The container's name. */
    public String name() {
        return description.name();
    }

    /** The host name inside; empty: the container's name. */
    public Optional<String> hostname() {
        return names.hostname();
    }

    /** How it is ended. */
    public Stop stop() {
        return life.stop();
    }

    /** True when the container has a namespace of this kind of its own. */
    public boolean isPrivate(NamespaceType type) {
        return namespaces.get(type) instanceof NamespaceSource.Private;
    }

    /** The kinds it has of its own. */
    public Set<NamespaceType> privateNamespaces() {
        EnumSet<NamespaceType> own = EnumSet.noneOf(NamespaceType.class);
        namespaces.keySet().stream().filter(this::isPrivate).forEach(own::add);
        return own;
    }

    /** The same with another init command. */
    public Definition withCommand(List<String> command) {
        return with(process.withCommand(command), namespaces, console);
    }

    /** The same with another way to be PID 1. */
    public Definition withMode(InitProcess.Mode mode) {
        return with(process.withMode(mode), namespaces, console);
    }

    /** The same in another's namespace of one kind ({@code --share-net} and its kin). */
    public Definition withNamespace(NamespaceType type, NamespaceSource source) {
        Map<NamespaceType, NamespaceSource> other = new EnumMap<>(namespaces);
        other.put(type, source);
        return with(process, other, console);
    }

    /** The same with the container console logged to {@code file}. */
    public Definition withConsoleLog(Path file) {
        ConsoleLog log = new ConsoleLog(
                true,
                Optional.of(file),
                console.log().maxBytes(),
                console.log().keep(),
                console.log().sync());
        return with(process, namespaces, new Console(console.mode(), log, console.ringBytes()));
    }

    /** The same at the terminal and with the root directory of whoever starts it, in whichever mount namespace. */
    public Definition asCaller() {
        return with(process.withTerminal(), namespaces, console, Optional.empty());
    }

    private Definition with(
            InitProcess newProcess, Map<NamespaceType, NamespaceSource> newNamespaces, Console newConsole) {
        return with(newProcess, newNamespaces, newConsole, rootfs);
    }

    private Definition with(
            InitProcess newProcess,
            Map<NamespaceType, NamespaceSource> newNamespaces,
            Console newConsole,
            Optional<Rootfs> newRootfs) {
        return new Definition(
                description,
                names,
                newRootfs,
                newProcess,
                tuning,
                newNamespaces,
                idmap,
                mounts,
                autoMounts,
                maskedPaths,
                readonlyPaths,
                devices,
                newConsole,
                security,
                cgroup,
                resources,
                network,
                sysctls,
                hooks,
                life);
    }

    /**
     * What lists and people are told.
     *
     * @param file where it was read from
     * @param text one line for lists
     * @param labels free names and texts
     * @param annotations free names and texts, kept for other tools
     * @param groups for autostart and lists
     * @param isProtected {@code destroy} refuses it
     */
    public record Description(
            Path file,
            String name,
            String text,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<String> groups,
            boolean isProtected) {
        public Description {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
            groups = List.copyOf(groups);
        }
    }

    /**
     * What the kernel says about itself inside.
     *
     * @param hostname empty: the container's name
     * @param bootOffsetSeconds added to CLOCK_BOOTTIME (time_namespaces(7)); may be negative
     * @param monotonicOffsetSeconds added to CLOCK_MONOTONIC
     */
    public record KernelNames(
            Optional<String> hostname,
            Optional<String> domainname,
            Optional<Architecture> architecture,
            long bootOffsetSeconds,
            long monotonicOffsetSeconds) {}

    /**
     * What the root directory is made of, and where writes go.
     *
     * @param options extra options of the root mount, as mount(8) has them
     * @param propagation of the root mount inside; empty: private
     * @param idmapped the files' ids are shifted to the container's (mount_setattr(2), MOUNT_ATTR_IDMAP)
     * @param pin keep the host's file system from being remounted read-only by the container; empty: where it can happen
     */
    public record Rootfs(
            RootSource source,
            boolean readonly,
            Writable writable,
            List<String> options,
            Optional<Propagation> propagation,
            boolean idmapped,
            Optional<Boolean> pin) {
        public Rootfs {
            options = List.copyOf(options);
        }

        /** One that says nothing but where it comes from. */
        public static Rootfs of(RootSource source, boolean readonly, Writable writable) {
            return new Rootfs(source, readonly, writable, List.of(), Optional.empty(), false, Optional.empty());
        }
    }

    /** What the root directory is made of. */
    public sealed interface RootSource {
        /** The host's own root directory, never written to. */
        record Host() implements RootSource {}

        /** A directory on the host. */
        record Directory(Path path) implements RootSource {}

        /**
         * A file or block device with a file system, through a loop device where it is a file.
         *
         * @param fileSystem squashfs, ext4, ...; empty: found out from its first bytes
         */
        record Image(Path path, Optional<String> fileSystem) implements RootSource {}

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
     * One mount inside the root. A line of fstab(5) and an entry of a fstab file become one of these while reading.
     *
     * @param fileSystem the kernel's name of the file system: {@code bind} for a copy of part of a tree, else tmpfs, proc,
     *     overlay, ext4, ...
     * @param source BIND: on the host; others: what the file system takes
     * @param sourceInRoot the source is a path inside the container's root
     * @param options attributes
     * @param parameters what the file system takes, without the attributes; a flag has an empty value
     * @param merge BIND of a file: a symbolic link to a mount of its whole directory stands at the target
     * @param copyUp TMPFS: begins with what the root has there
     * @param lower OVERLAY: directories, topmost first; {@code root:PATH} is inside the root
     * @param upper OVERLAY: directory on the host; empty: memory
     * @param idmap ids of the files are shifted: EXPLICIT by these lines, AUTO as the container's own are; NONE: not
     */
    public record Mount(
            String fileSystem,
            Optional<String> source,
            boolean sourceInRoot,
            String target,
            Set<MountOption> options,
            Map<String, String> parameters,
            Propagation propagation,
            OnMissing onMissingSource,
            OnMissing onMissingTarget,
            boolean merge,
            boolean copyUp,
            List<String> lower,
            Optional<Path> upper,
            Idmap idmap) {
        /** {@link #fileSystem} of a bind mount. */
        public static final String BIND = "bind";

        public Mount {
            options = Set.copyOf(options);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            lower = List.copyOf(lower);
        }

        public boolean isBind() {
            return fileSystem.equals(BIND);
        }
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
     * @param cgroupFull the whole hierarchy instead of the container's part (lxc.mount.auto cgroup-full)
     * @param cgroupForce even when the container could mount it itself
     * @param devpts a devpts of its own; without it there is no console either
     * @param shmBytes size of /dev/shm; empty: none
     * @param shared host directory whose mounts appear inside at /dev/.cleat-mounts (lxc.mount.auto shmounts:)
     */
    public record AutoMounts(
            Access proc,
            Access sys,
            Access cgroup,
            boolean cgroupFull,
            boolean cgroupForce,
            boolean devpts,
            OptionalLong shmBytes,
            boolean mqueue,
            Optional<Path> shared) {}

    /** How an automatic mount may be used. */
    public enum Access {
        AUTO,
        MIXED,
        READ_ONLY,
        READ_WRITE,
        OFF
    }

    /** The container console. {@code ringBytes}: how much of the latest output a new viewer can ask for. */
    public record Console(ConsoleMode mode, ConsoleLog log, int ringBytes) {}

    /**
     * PTY: a terminal of the container's own, kept by the keeper. READ_ONLY: the same, and nobody can type. PIPE: init
     * writes into pipes, no terminal. NONE: init's output goes nowhere.
     */
    public enum ConsoleMode {
        PTY,
        READ_ONLY,
        PIPE,
        NONE
    }

    /**
     * Where the container console is logged.
     *
     * @param file empty: the engine's log directory
     * @param keep how many older files are kept
     * @param sync how often it is brought to the disk; empty: when the kernel does
     */
    public record ConsoleLog(boolean enabled, Optional<Path> file, long maxBytes, int keep, Optional<Duration> sync) {}
}
