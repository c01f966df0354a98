package dev.cleat.engine.definition;

import java.util.Locale;
import java.util.Optional;

/** A mount option without a value, as mount(8) names it. Those of one group contradict each other. */
public enum MountOption {
    RO("write"),
    RW("write"),
    NOSUID("suid"),
    SUID("suid"),
    NODEV("dev"),
    DEV("dev"),
    NOEXEC("exec"),
    EXEC("exec"),
    NOATIME("atime"),
    ATIME("atime"),
    RELATIME("atime"),
    STRICTATIME("atime"),
    NODIRATIME("diratime"),
    DIRATIME("diratime"),
    NOSYMFOLLOW("symfollow"),
    SYMFOLLOW("symfollow"),
    BIND("bind"),
    RBIND("bind"),
    /**
     * All of the above count for what is mounted below, too (mount_setattr(2), AT_RECURSIVE): what {@code rro} has more
     * than {@code ro}.
     */
    RECURSIVE("");

    private final String group;

    MountOption(String group) {
        this.group = group;
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean contradicts(MountOption other) {
        return this != other && group.equals(other.group);
    }

    boolean isOfBindMounts() {
        return this == BIND || this == RBIND;
    }

    /** By its word; empty for none, and for {@link #RECURSIVE}, which has no word of its own. */
    static Optional<MountOption> named(String word) {
        for (MountOption option : values()) {
            if (option != RECURSIVE && option.word().equals(word)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
