package dev.cleat.engine.definition;

import java.util.Optional;

/** What uname(2) says inside, {@code platform.arch} (personality(2)). */
public enum Architecture {
    X86_64(0),
    I686(0x0008),
    AARCH64(0),
    ARMHF(0x0008);

    private final int personality;

    Architecture(int personality) {
        this.personality = personality;
    }

    /** PER_LINUX or PER_LINUX32 of linux/personality.h. */
    public int personality() {
        return personality;
    }

    /** By any of the names LXC, Debian and the kernel use. */
    public static Optional<Architecture> named(String word) {
        return Optional.ofNullable(
                switch (word) {
                    case "x86_64", "amd64", "linux64" -> X86_64;
                    case "i686", "i586", "i486", "i386", "x86", "linux32" -> I686;
                    case "aarch64", "arm64" -> AARCH64;
                    case "armhf", "armel", "arm", "armv7l" -> ARMHF;
                    default -> null;
                });
    }
}
