package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Idmap;
import dev.cleat.engine.definition.MountOption;
import dev.cleat.engine.linux.MountAttribute;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Kind;
import dev.cleat.engine.plan.MountPlan.Parameter;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.plan.StartPlan.SourceKind;
import dev.cleat.engine.plan.StartPlan.SourcePlan;
import dev.cleat.engine.plan.StartPlan.StagingStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The mounts a definition lists, in kernel terms. */
final class DefinedMounts {

    /** MOUNT_ATTR__ATIME (linux/mount.h): all bits of the field must be cleared to set another value. */
    private static final long ATIME = 0x70;

    private static final String OVERLAY = "overlay";
    private static final String TMPFS = "tmpfs";

    private final Planning planning;
    private final List<Mount> mounts;
    private final OverlayEntries overlays;

    DefinedMounts(Planning planning) {
        this.planning = planning;
        this.mounts = planning.definition().mounts();
        this.overlays = new OverlayEntries(planning);
    }

    List<MountPlan> entries() {
        List<MountPlan> entries = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount.fileSystem().equals(OVERLAY)) {
                entries.addAll(overlays.entries(mount));
            } else {
                entries.add(mount.isBind() ? bind(mount) : fileSystem(mount));
            }
        }
        return entries;
    }

    /** Directories made on the host's paths, and what overlays keep in memory, before the root is. */
    List<StagingStep> staging() {
        List<StagingStep> staging = new ArrayList<>();
        madeSources(OnMissing.CREATE_DIRECTORY).map(StagingStep::make).forEach(staging::add);
        staging.addAll(overlays.staging(mounts));
        return staging;
    }

    /** Files to make on the host. */
    List<Path> sourceFiles() {
        return madeSources(OnMissing.CREATE_FILE).toList();
    }

    private Stream<Path> madeSources(OnMissing how) {
        return mounts.stream()
                .filter(mount -> mount.isBind() && mount.onMissingSource() == how && !mount.sourceInRoot())
                .flatMap(mount -> mount.source().stream())
                .map(Path::of);
    }

    private MountPlan bind(Mount mount) {
        String source = mount.source().orElseThrow();
        boolean isShifted = mount.idmap().mode() != Idmap.Mode.NONE;
        if (isShifted && mount.sourceInRoot()) {
            planning.reasons().cannot("mounts: " + mount.target() + ": the ids of a part of the root are the root's");
        }
        if (mount.sourceInRoot() && isDevice(inside(source))) {
            return Mounts.device(inside(source), mount.target(), flags(mount));
        }
        if (!mount.sourceInRoot()
                && mount.onMissingSource() == OnMissing.ERROR
                && planning.files().owner(Path.of(source)).isEmpty()) {
            planning.reasons().note("mounts: " + mount.target() + ": its source " + source + " does not exist");
        }
        return new MountPlan(
                isShifted ? Kind.PASSED : mount.sourceInRoot() ? Kind.BIND_INSIDE : Kind.BIND,
                flags(mount),
                isShifted ? shifted(mount, Path.of(source)) : mount.sourceInRoot() ? inside(source) : source,
                "",
                mount.target(),
                attributes(mount.options()) | noDevices(mount),
                cleared(mount.options()),
                propagation(mount.propagation()),
                List.of());
    }

    /** One that every /dev gets of the host, after the mounts. */
    private boolean isDevice(String path) {
        return planning.definition().devices().auto()
                && DevicesPlanner.harmless().stream()
                        .anyMatch(device -> device.target().equals(path));
    }

    /** The path inside, however it was written: {@code dev/null} is {@code /dev/null}. */
    static String inside(String path) {
        return Path.of("/").resolve(path).normalize().toString();
    }

    /** Lines of its own shift by those; any other map is the container's. */
    private String shifted(Mount mount, Path source) {
        if (!planning.host().isRoot()) {
            planning.reasons()
                    .cannot("mounts: " + mount.target()
                            + ": only root can shift the ids of a mount (mount_setattr(2), MOUNT_ATTR_IDMAP)");
        }
        boolean isOwn = mount.idmap().mode() == Idmap.Mode.EXPLICIT;
        IdMaps lines = new IdMaps(
                IdLines.of(mount.idmap().uids()), IdLines.of(mount.idmap().gids()), false, true, false);
        return planning.sources()
                .add(new SourcePlan(
                        SourceKind.TREE,
                        source,
                        "",
                        isRecursive(mount),
                        true,
                        isOwn ? lines : IdMaps.NONE,
                        false,
                        List.of()));
    }

    private MountPlan fileSystem(Mount mount) {
        List<Parameter> parameters = new ArrayList<>();
        mount.parameters()
                .forEach((key, value) ->
                        parameters.add(value.isEmpty() ? Parameter.flag(key) : Parameter.of(key, value)));
        return new MountPlan(
                Kind.NEW,
                flags(mount),
                mount.source().orElse(mount.fileSystem()),
                mount.fileSystem(),
                mount.target(),
                attributes(mount.options()) | noDevices(mount),
                cleared(mount.options()),
                mount.propagation() == Propagation.PRIVATE ? 0 : propagation(mount.propagation()),
                parameters);
    }

    /** Terminals are devices; everything else is nodev, which is the device policy where cgroups have none. */
    private static long noDevices(Mount mount) {
        boolean hasDevices =
                mount.fileSystem().equals("devpts") || mount.options().contains(MountOption.DEV);
        return hasDevices ? 0 : MountAttribute.NODEV;
    }

    private static boolean isRecursive(Mount mount) {
        return !mount.options().contains(MountOption.BIND);
    }

    private static Set<Flag> flags(Mount mount) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        boolean isBind = mount.isBind();
        if (isBind && isRecursive(mount)) {
            flags.add(Flag.RECURSIVE);
            flags.add(Flag.ATTRIBUTES_RECURSIVE);
        }
        if (isBind && mount.onMissingSource() == OnMissing.SKIP) {
            flags.add(Flag.SOURCE_OPTIONAL);
        }
        if (mount.merge()) {
            flags.add(Flag.MERGE);
        }
        if (mount.copyUp() && mount.fileSystem().equals(TMPFS)) {
            flags.add(Flag.COPY_UP);
        }
        flags.addAll(onMissingTarget(mount));
        return flags;
    }

    static Set<Flag> onMissingTarget(Mount mount) {
        return switch (mount.onMissingTarget()) {
            case ERROR -> Set.of();
            case SKIP -> Set.of(Flag.TARGET_OPTIONAL);
            case CREATE_DIRECTORY -> Set.of(Flag.CREATE_DIRECTORY);
            case CREATE_FILE -> Set.of(Flag.CREATE_FILE);
            case CREATE -> Set.of(mount.isBind() ? Flag.CREATE_LIKE_SOURCE : Flag.CREATE_DIRECTORY);
        };
    }

    static long attributes(Set<MountOption> options) {
        return options.stream().mapToLong(DefinedMounts::set).reduce(0, (a, b) -> a | b);
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
    static long cleared(Set<MountOption> options) {
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

    /** A copy of a mount that follows the host's follows them, too, unless it is made private. */
    static long propagation(Propagation propagation) {
        return switch (propagation) {
            case PRIVATE -> MountAttribute.PRIVATE;
            case SLAVE -> MountAttribute.SLAVE;
            case SHARED -> MountAttribute.SHARED;
            case UNBINDABLE -> MountAttribute.UNBINDABLE;
        };
    }
}
