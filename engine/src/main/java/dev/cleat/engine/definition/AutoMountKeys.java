package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.AutoMounts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The keys of {@code autoMounts:}. */
final class AutoMountKeys {

    private static final long DEFAULT_SHM = 64L << 20;

    private static final Key<Access> PROC = Key.of(
            "proc",
            access(Access.MIXED, Access.READ_WRITE, Access.OFF),
            Access.MIXED,
            "/proc; mixed: its dangerous parts read-only");
    private static final Key<Access> SYS = Key.of(
            "sys",
            access(Access.MIXED, Access.READ_ONLY, Access.READ_WRITE, Access.OFF),
            Access.MIXED,
            "/sys; mixed: read-only");
    private static final ScalarType<Access> CGROUP_ACCESS =
            access(Access.AUTO, Access.MIXED, Access.READ_ONLY, Access.READ_WRITE, Access.OFF);
    private static final Key<Access> CGROUP_MODE = Key.of(
            "mode",
            CGROUP_ACCESS,
            Access.AUTO,
            "auto: read-only where the container has its own view; mixed: only its own part can be written");
    private static final Key<Boolean> CGROUP_FULL =
            Key.of("full", Scalars.flag(), false, "the whole hierarchy, not only the container's part");
    private static final Key<Boolean> CGROUP_FORCE =
            Key.of("force", Scalars.flag(), false, "even where the container could mount it itself");
    private static final Key<CgroupView> CGROUP = Key.of(
            "cgroup",
            new ShortOr<>(
                    CGROUP_MODE.name(),
                    CGROUP_ACCESS.map(access -> new CgroupView(access, false, false)),
                    new Section<>(
                            List.of(CGROUP_MODE, CGROUP_FULL, CGROUP_FORCE),
                            Set.of(),
                            values -> new CgroupView(
                                    values.get(CGROUP_MODE), values.get(CGROUP_FULL), values.get(CGROUP_FORCE)))),
            new CgroupView(Access.AUTO, false, false),
            "/sys/fs/cgroup: auto, mixed, ro, rw, off, or a map with mode, full and force");
    private static final Key<Boolean> DEV =
            Key.of("dev", Scalars.flag(), true, "/dev with the usual devices; the same as dev.auto");
    private static final Key<Boolean> DEVPTS =
            Key.of("devpts", Scalars.flag(), true, "/dev/pts of its own; without it there is no console");
    private static final Key<OptionalLong> SHM = Key.of(
            "shm",
            new WordOr<>(
                    Map.of("off", OptionalLong.empty()),
                    Scalars.size(1, Long.MAX_VALUE).map(OptionalLong::of)),
            OptionalLong.of(DEFAULT_SHM),
            "size of /dev/shm, or off");
    private static final Key<Boolean> MQUEUE = Key.of("mqueue", Scalars.flag(), true, "/dev/mqueue");
    private static final Key<Optional<Path>> SHARED = Key.maybe(
            "shared", Scalars.hostPath(), "directory of the host: what is mounted there appears in the container, too");
    private static final Section<Auto> SECTION = new Section<>(
            List.of(PROC, SYS, CGROUP, DEV, DEVPTS, SHM, MQUEUE, SHARED), Set.of(), AutoMountKeys::autoMounts);

    static final Key<Auto> KEY =
            Key.of("autoMounts", SECTION, SECTION.defaults(), "what is mounted without being asked for");

    private AutoMountKeys() {}

    /** {@code dev}: as written. */
    record Auto(AutoMounts mounts, Optional<Boolean> dev) {}

    private record CgroupView(Access access, boolean full, boolean force) {}

    private static ScalarType<Access> access(Access... accepted) {
        Map<String, Access> words = new LinkedHashMap<>();
        Arrays.stream(accepted).forEach(access -> words.put(word(access), access));
        return Scalars.word(words);
    }

    private static String word(Access access) {
        return switch (access) {
            case AUTO -> "auto";
            case MIXED -> "mixed";
            case READ_ONLY -> "ro";
            case READ_WRITE -> "rw";
            case OFF -> "off";
        };
    }

    private static Auto autoMounts(Values values) {
        CgroupView cgroup = values.get(CGROUP);
        AutoMounts mounts = new AutoMounts(
                values.get(PROC),
                values.get(SYS),
                cgroup.access(),
                cgroup.full(),
                cgroup.force(),
                values.get(DEVPTS),
                values.get(SHM),
                values.get(MQUEUE),
                values.get(SHARED));
        return new Auto(mounts, values.isRight(DEV) ? Optional.of(values.get(DEV)) : Optional.empty());
    }
}
