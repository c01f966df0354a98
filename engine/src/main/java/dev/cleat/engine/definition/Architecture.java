package dev.cleat.engine.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /**
     * True when the kernel of {@code machine}, the property {@code os.arch}, executes programs of this architecture: its own
     * and the 32-bit one beside it.
     */
    public boolean runsOn(String machine) {
        boolean isArm = this == AARCH64 || this == ARMHF;
        return isArm == machine.equals("aarch64");
    }

    /** The usual words for those that {@link #runsOn} tells. */
    public static List<String> wordsOn(String machine) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.runsOn(machine))
                .map(architecture -> architecture.name().toLowerCase(Locale.ROOT))
                .toList();
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
