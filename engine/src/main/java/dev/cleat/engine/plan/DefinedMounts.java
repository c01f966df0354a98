package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.MountOption;
import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The mounts a definition lists, in kernel terms. */
final class DefinedMounts {

    /** MOUNT_ATTR__ATIME (linux/mount.h): all bits of the field must be cleared to set another value. */
    private static final long ATIME = 0x70;

    private DefinedMounts() {}

    static List<MountPlan> plan(List<Mount> mounts) {
        return mounts.stream().map(DefinedMounts::plan).toList();
    }

    /** Directories to make on the host: sources with {@code onMissingSource: create-dir}. */
    static List<StagingStep> sourceDirectories(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> mount.onMissingSource() == OnMissing.CREATE_DIRECTORY)
                .flatMap(mount -> mount.source().stream())
                .map(java.nio.file.Path::of)
                .map(StagingStep::make)
                .toList();
    }

    private static MountPlan plan(Mount mount) {
        boolean isBind = mount.isBind();
        List<Parameter> parameters = new ArrayList<>();
        mount.parameters().forEach((key, value) -> parameters.add(Parameter.of(key, value)));
        return new MountPlan(
                isBind ? Kind.BIND : Kind.NEW,
                flags(mount, isBind),
                isBind ? mount.source().orElseThrow() : "tmpfs",
                isBind ? "" : "tmpfs",
                mount.target(),
                attributes(mount.options()),
                cleared(mount.options()),
                propagation(mount.propagation()),
                parameters);
    }

    private static Set<Flag> flags(Mount mount, boolean isBind) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (isBind && !mount.options().contains(MountOption.BIND)) {
            flags.add(Flag.RECURSIVE);
        }
        if (isBind && mount.onMissingSource() == OnMissing.SKIP) {
            flags.add(Flag.SOURCE_OPTIONAL);
        }
        if (mount.options().contains(MountOption.RECURSIVE)) {
            flags.add(Flag.ATTRIBUTES_RECURSIVE);
        }
        switch (mount.onMissingTarget()) {
            case ERROR -> {}
            case SKIP -> flags.add(Flag.TARGET_OPTIONAL);
            case CREATE_DIRECTORY -> flags.add(Flag.CREATE_DIRECTORY);
            case CREATE_FILE -> flags.add(Flag.CREATE_FILE);
            case CREATE -> flags.add(isBind ? Flag.CREATE_LIKE_SOURCE : Flag.CREATE_DIRECTORY);
        }
        return flags;
    }

    private static long attributes(Set<MountOption> options) {
        long always = options.contains(MountOption.DEV) ? 0 : MountAttribute.NODEV;
        return options.stream().mapToLong(DefinedMounts::set).reduce(always, (a, b) -> a | b);
    }

    private static long set(MountOption option) {
        return switch (option) {
            case RO -> MountAttribute.RDONLY;
            case NOSUID -> MountAttribute.NOSUID;
            case NODEV -> MountAttribute.NODEV;
            case NOEXEC -> MountAttribute.NOEXEC;
            case NOATIME -> MountAttribute.NOATIME;
            case STRICTATIME -> MountAttribute.STRICTATIME;
            case NODIRATIME -> MountAttribute.NODIRATIME;
            case NOSYMFOLLOW -> MountAttribute.NOSYMFOLLOW;
            case RW, SUID, DEV, EXEC, ATIME, RELATIME, DIRATIME, SYMFOLLOW, BIND, RBIND, RECURSIVE -> 0;
        };
    }

    /** A bind keeps its source's attributes unless told otherwise. The three times are one field: cleared before set. */
    private static long cleared(Set<MountOption> options) {
        return options.stream().mapToLong(DefinedMounts::clear).reduce(0, (a, b) -> a | b);
    }

    private static long clear(MountOption option) {
        return switch (option) {
            case RW -> MountAttribute.RDONLY;
            case SUID -> MountAttribute.NOSUID;
            case DEV -> MountAttribute.NODEV;
            case EXEC -> MountAttribute.NOEXEC;
            case NOATIME, ATIME, STRICTATIME, RELATIME -> ATIME;
            case DIRATIME -> MountAttribute.NODIRATIME;
            case SYMFOLLOW -> MountAttribute.NOSYMFOLLOW;
            case RO, NOSUID, NODEV, NOEXEC, NODIRATIME, NOSYMFOLLOW, BIND, RBIND, RECURSIVE -> 0;
        };
    }

    private static long propagation(Propagation propagation) {
        return switch (propagation) {
            case PRIVATE -> 0;
            case SLAVE -> MountAttribute.SLAVE;
            case SHARED -> MountAttribute.SHARED;
            case UNBINDABLE -> MountAttribute.UNBINDABLE;
        };
    }
}
