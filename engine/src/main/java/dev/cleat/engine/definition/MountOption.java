package dev.cleat.engine.definition;

import java.util.Locale;

/** A mount option without a value, as mount(8) names it. */
public enum MountOption {
    RO,
    RW,
    NOSUID,
    SUID,
    NODEV,
    NOEXEC,
    EXEC,
    NOATIME,
    RELATIME,
    STRICTATIME,
    NODIRATIME,
    NOSYMFOLLOW,
    BIND,
    RBIND;

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
