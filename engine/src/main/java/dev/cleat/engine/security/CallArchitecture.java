package dev.cleat.engine.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A table of system calls: the architecture as the kernel's AUDIT_ARCH_* has it (linux/audit.h, seccomp.h for X32). */
enum CallArchitecture {
    X86(0x40000003, "x86", "x86", "i386", "i686"),
    X86_64(0xc000003e, "amd64", "amd64", "x86_64"),
    X32(0x4000003e, "x32", "x32"),
    ARM(0x40000028, "arm", "arm", "armv7l", "armhf"),
    AARCH64(0xc00000b7, "arm64", "arm64", "aarch64"),
    MIPS(0x8, "mips", "mips"),
    MIPS64(0x80000008, "mips64", "mips64"),
    MIPS64N32(0xa0000008, "mips64n32", "mips64n32"),
    MIPSEL(0x40000008, "mipsel", "mipsel"),
    MIPSEL64(0xc0000008, "mipsel64", "mipsel64"),
    MIPSEL64N32(0xe0000008, "mipsel64n32", "mipsel64n32"),
    PPC(0x14, "ppc", "ppc", "powerpc"),
    PPC64(0x80000015, "ppc64", "ppc64"),
    PPC64LE(0xc0000015, "ppc64le", "ppc64le", "ppc64el"),
    S390(0x16, "s390", "s390"),
    S390X(0x80000016, "s390x", "s390x"),
    RISCV64(0xc00000f3, "riscv64", "riscv64");

    private static final String OCI_PREFIX = "SCMP_ARCH_";

    private final int token;
    private final String goName;
    private final List<String> textNames;

    CallArchitecture(int token, String goName, String... textNames) {
        this.token = token;
        this.goName = goName;
        this.textNames = List.of(textNames);
    }

    int token() {
        return token;
    }

    /** As Docker's {@code includes.arches} has it. */
    String goName() {
        return goName;
    }

    /** {@code SCMP_ARCH_X86_64}. */
    static Optional<CallArchitecture> ofOci(String name) {
        return Arrays.stream(values())
                .filter(a -> name.equals(OCI_PREFIX + a.name()))
                .findFirst();
    }

    /** {@code x86_64}, {@code amd64}, as in a section of LXC's format. */
    static Optional<CallArchitecture> ofText(String name) {
        return Arrays.stream(values()).filter(a -> a.textNames.contains(name)).findFirst();
    }

    /** The machine's own. */
    static CallArchitecture ofJvm(String osArch) {
        return ofText(osArch).orElse(X86_64);
    }

    /** It, and the older ones whose programs its kernel runs as well. */
    List<CallArchitecture> family() {
        return switch (this) {
            case X86_64 -> List.of(X86_64, X86, X32);
            case AARCH64 -> List.of(AARCH64, ARM);
            default -> List.of(this);
        };
    }
}
