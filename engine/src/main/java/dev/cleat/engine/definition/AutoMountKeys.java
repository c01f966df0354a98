package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.AutoMounts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Key<Access> CGROUP = Key.of(
            "cgroup",
            access(Access.AUTO, Access.READ_ONLY, Access.READ_WRITE, Access.OFF),
            Access.AUTO,
            "/sys/fs/cgroup; auto: read-only where the container has its own view");
    private static final Key<Boolean> DEV = Key.of("dev", always(), true, "/dev with the usual devices");
    private static final Key<Boolean> DEVPTS = Key.of("devpts", always(), true, "/dev/pts of its own");
    private static final Key<OptionalLong> SHM = Key.of(
            "shm",
            new WordOr<>(Map.of("off", OptionalLong.empty()), shmSize()),
            OptionalLong.of(DEFAULT_SHM),
            "size of /dev/shm, or off");
    private static final Key<Boolean> MQUEUE = Key.of("mqueue", Scalars.flag(), true, "/dev/mqueue");
    private static final Section<AutoMounts> SECTION = new Section<>(
            List.of(PROC, SYS, CGROUP, DEV, DEVPTS, SHM, MQUEUE),
            Set.of("shared"),
            values -> new AutoMounts(
                    values.get(PROC),
                    values.get(SYS),
                    values.get(CGROUP),
                    false,
                    false,
                    values.get(DEVPTS),
                    values.get(SHM),
                    values.get(MQUEUE),
                    java.util.Optional.empty()));

    static final Key<AutoMounts> KEY =
            Key.of("autoMounts", SECTION, SECTION.defaults(), "what is mounted without being asked for");

    private AutoMountKeys() {}

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

    private static ScalarType<OptionalLong> shmSize() {
        ScalarType<Long> size = Scalars.size(1, Long.MAX_VALUE);
        return new ScalarType<>(
                size.expected(), (text, reading) -> OptionalLong.of(size.parse().apply(text, reading)), size.shape());
    }

    /** Only true for now: the container console is a terminal of the container's own /dev/pts. */
    private static ScalarType<Boolean> always() {
        ScalarType<Boolean> flag = Scalars.flag();
        return new ScalarType<>(
                flag.expected(),
                (text, reading) -> {
                    if (!flag.parse().apply(text, reading)) {
                        throw new WrongValue(
                                "is not supported by this version of Cleat yet: the container console needs it");
                    }
                    return true;
                },
                flag.shape());
    }
}
