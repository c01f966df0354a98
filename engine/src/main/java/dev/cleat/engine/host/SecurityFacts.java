package dev.cleat.engine.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What confines processes on this machine.
 *
 * @param filters the kernel has system call filters (seccomp(2))
 * @param isFiltered this process is under one already
 * @param appArmor empty: not in use
 * @param selinux SELinux is in use
 */
public record SecurityFacts(boolean filters, boolean isFiltered, Optional<AppArmorFacts> appArmor, boolean selinux) {

    /** No security module. */
    public static final SecurityFacts FILTERS_ONLY = new SecurityFacts(true, false, Optional.empty(), false);

    /**
     * AppArmor in use.
     *
     * @param profiles those loaded; empty: this user may not know
     * @param parser apparmor_parser, which loads profiles
     * @param isConfined this process has a profile itself
     */
    public record AppArmorFacts(Optional<Set<String>> profiles, Optional<Path> parser, boolean isConfined) {
        public AppArmorFacts {
            profiles = profiles.map(Set::copyOf);
        }
    }
}
