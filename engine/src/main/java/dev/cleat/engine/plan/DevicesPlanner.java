package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOEXEC;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.SLAVE;
import static dev.cleat.engine.linux.MountAttribute.STRICTATIME;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Devices;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.DevPlan;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.LinkPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A container's /dev: memory of its own, the harmless devices of the host bound one by one, terminals of its own. */
final class DevicesPlanner {

    private static final int MEMORY_MAJOR = 1;
    private static final int TTY_MAJOR = 5;

    /** Where mounts of the host's shared directory appear (lxc.mount.auto, shmounts). */
    private static final String SHARED_MOUNTS = "/dev/.cleat-mounts";

    /** Numbers of Documentation/admin-guide/devices.txt. */
    private static final List<DevicePlan> DEVICES = List.of(
            device("null", MEMORY_MAJOR, 3),
            device("zero", MEMORY_MAJOR, 5),
            device("full", MEMORY_MAJOR, 7),
            device("random", MEMORY_MAJOR, 8),
            device("urandom", MEMORY_MAJOR, 9),
            device("tty", TTY_MAJOR, 0));

    private static final List<LinkPlan> LINKS = List.of(
            new LinkPlan("pts/ptmx", "/dev/ptmx"),
            new LinkPlan("/proc/self/fd", "/dev/fd"),
            new LinkPlan("/proc/self/fd/0", "/dev/stdin"),
            new LinkPlan("/proc/self/fd/1", "/dev/stdout"),
            new LinkPlan("/proc/self/fd/2", "/dev/stderr"));

    /** Group tty of every distribution: who may write to terminals (write(1), wall(1)). */
    private static final int TTY_GROUP = 5;

    private final Planning planning;
    private final Devices devices;
    private final DeviceNodes nodes;

    DevicesPlanner(Planning planning) {
        this.planning = planning;
        this.devices = planning.definition().devices();
        this.nodes = new DeviceNodes(planning);
    }

    /** Devices that every container has. */
    static List<DevicePlan> harmless() {
        return DEVICES;
    }

    /** What /dev has. A /dev that is the rootfs's own gets only what the definition names. */
    DevPlan plan() {
        List<DevicePlan> bound = new ArrayList<>(devices.auto() ? DEVICES : List.of());
        bound.addAll(nodes.bound());
        return new DevPlan(
                bound,
                devices.auto() ? LINKS : List.of(),
                nodes.made(),
                devices.ttyCount(),
                devices.ttyDirectory(),
                new DevicePolicy(planning, nodes).rules());
    }

    /** Without a mount namespace of its own there is no /dev of its own: only the policy counts. */
    DevPlan policyOnly() {
        return new DevPlan(
                List.of(), List.of(), List.of(), 0, devices.ttyDirectory(), new DevicePolicy(planning, nodes).rules());
    }

    List<MountPlan> mounts() {
        List<MountPlan> mounts = new ArrayList<>();
        if (devices.auto()) {
            mounts.add(Mounts.fileSystem(
                    "tmpfs",
                    "/dev",
                    NOSUID | (nodes.areUsed() ? 0 : NODEV) | STRICTATIME,
                    Mounts.sized("0755", devices.bytes())));
        }
        if (planning.definition().autoMounts().devpts()) {
            mounts.add(terminals());
        }
        planning.definition().autoMounts().shmBytes().ifPresent(bytes -> mounts.add(sharedMemory(bytes)));
        if (planning.definition().autoMounts().mqueue()
                && !planning.isHost(NamespaceType.IPC)
                && !planning.lacksPowerOver(NamespaceType.IPC)) {
            mounts.add(Mounts.fileSystem("mqueue", "/dev/mqueue", NOSUID | NODEV | NOEXEC));
        }
        planning.definition().autoMounts().shared().ifPresent(directory -> mounts.add(sharedMounts(directory)));
        nodes.blockDevices()
                .forEach(node -> mounts.add(Mounts.device(node.hostPath(), node.path(), Set.of(Flag.CREATE_FILE))));
        return mounts;
    }

    /** A new instance by itself since Linux 4.7 (devpts.rst). Not nodev: its terminals are devices. */
    private MountPlan terminals() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of("ptmxmode", "0666"));
        parameters.add(Parameter.of("mode", "0620"));
        if (planning.hasGid(TTY_GROUP)) {
            parameters.add(Parameter.of("gid", Integer.toString(TTY_GROUP)));
        }
        parameters.add(Parameter.of("max", Integer.toString(devices.ptyMax())));
        return Mounts.fileSystem("devpts", "/dev/pts", NOSUID | NOEXEC, parameters.toArray(Parameter[]::new));
    }

    /** POSIX shared memory lives in files, so whoever shares the host's IPC shares its /dev/shm. */
    private MountPlan sharedMemory(long bytes) {
        if (planning.isShared(NamespaceType.IPC)) {
            planning.reasons().note("/dev/shm is its own: another's IPC namespace has the rest (shm_overview(7))");
        }
        if (!planning.isHost(NamespaceType.IPC)) {
            return Mounts.fileSystem("tmpfs", "/dev/shm", NOSUID | NODEV | NOEXEC, Mounts.sized("1777", bytes));
        }
        return Mounts.bind(
                "/dev/shm",
                "/dev/shm",
                NOSUID | NODEV | NOEXEC,
                Set.of(Flag.CREATE_DIRECTORY, Flag.SOURCE_OPTIONAL, Flag.RECURSIVE));
    }

    /** What is mounted below it on the host later appears inside, never the other way. */
    private static MountPlan sharedMounts(Path directory) {
        MountPlan bind =
                Mounts.bind(directory.toString(), SHARED_MOUNTS, NODEV, Set.of(Flag.CREATE_DIRECTORY, Flag.RECURSIVE));
        return new MountPlan(
                bind.kind(), bind.flags(), bind.source(), "", bind.target(), bind.attributes(), 0, SLAVE, List.of());
    }

    private static DevicePlan device(String name, int major, int minor) {
        return new DevicePlan("/dev/" + name, "/dev/" + name, major, minor);
    }
}
