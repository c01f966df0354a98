package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOEXEC;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.STRICTATIME;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.LinkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A container's /dev: memory of its own, the harmless devices of the host bound one by one, terminals of its own. */
final class DevicesPlanner {

    private static final long DEV_BYTES = 500L << 10;
    private static final int MEMORY_MAJOR = 1;
    private static final int TTY_MAJOR = 5;

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

    DevicesPlanner(Planning planning) {
        this.planning = planning;
    }

    static List<DevicePlan> devices() {
        return DEVICES;
    }

    static List<LinkPlan> links() {
        return LINKS;
    }

    List<MountPlan> mounts() {
        List<MountPlan> mounts = new ArrayList<>();
        mounts.add(Mounts.fileSystem("tmpfs", "/dev", NOSUID | NODEV | STRICTATIME, Mounts.sized("0755", DEV_BYTES)));
        mounts.add(terminals());
        planning.definition().autoMounts().shmBytes().ifPresent(bytes -> mounts.add(sharedMemory(bytes)));
        if (planning.definition().autoMounts().mqueue() && planning.isPrivate(NamespaceType.IPC)) {
            mounts.add(Mounts.fileSystem("mqueue", "/dev/mqueue", NOSUID | NODEV | NOEXEC));
        }
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
        parameters.add(Parameter.of("max", "1024"));
        return Mounts.fileSystem("devpts", "/dev/pts", NOSUID | NOEXEC, parameters.toArray(Parameter[]::new));
    }

    /** POSIX shared memory lives in files, so whoever shares the host's IPC shares its /dev/shm. */
    private MountPlan sharedMemory(long bytes) {
        if (planning.isPrivate(NamespaceType.IPC)) {
            return Mounts.fileSystem("tmpfs", "/dev/shm", NOSUID | NODEV | NOEXEC, Mounts.sized("1777", bytes));
        }
        return Mounts.bind(
                "/dev/shm",
                "/dev/shm",
                NOSUID | NODEV | NOEXEC,
                Set.of(Flag.CREATE_DIRECTORY, Flag.SOURCE_OPTIONAL, Flag.RECURSIVE));
    }

    private static DevicePlan device(String name, int major, int minor) {
        return new DevicePlan("/dev/" + name, "/dev/" + name, major, minor);
    }
}
