package dev.cleat.engine.definition;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the container's processes may do, {@code security:}.
 *
 * @param privileged no restriction of ours: all capabilities, no seccomp, no masks, every device
 */
public record Security(
        boolean privileged,
        Capabilities capabilities,
        Seccomp seccomp,
        AppArmor apparmor,
        Selinux selinux,
        boolean noNewPrivileges,
        boolean coreScheduling) {

    /** Of a container that says nothing of it. */
    public static final Security DEFAULT =
            new Security(false, Capabilities.DEFAULT, Seccomp.DEFAULT, AppArmor.DEFAULT, Selinux.NONE, false, false);

    /**
     * Either what LXC says (keep, drop, add) or what OCI says (five sets); never both.
     *
     * @param sets present: exactly these
     */
    public record Capabilities(
            Set<Capability> keep, Set<Capability> drop, Set<Capability> add, Optional<FiveSets> sets) {
        public static final Capabilities DEFAULT =
                new Capabilities(Capability.DEFAULT, Set.of(), Set.of(), Optional.empty());

        public Capabilities {
            keep = Set.copyOf(keep);
            drop = Set.copyOf(drop);
            add = Set.copyOf(add);
        }
    }

    /** capabilities(7). */
    public record FiveSets(
            Set<Capability> bounding,
            Set<Capability> effective,
            Set<Capability> permitted,
            Set<Capability> inheritable,
            Set<Capability> ambient) {
        public FiveSets {
            bounding = Set.copyOf(bounding);
            effective = Set.copyOf(effective);
            permitted = Set.copyOf(permitted);
            inheritable = Set.copyOf(inheritable);
            ambient = Set.copyOf(ambient);
        }
    }

    /**
     * System call filter (seccomp(2)).
     *
     * @param allowNesting added to the filter that is on already instead of refusing it
     * @param log refused calls are logged by the kernel (SECCOMP_FILTER_FLAG_LOG)
     */
    public record Seccomp(SeccompProfile profile, boolean allowNesting, boolean log) {
        public static final Seccomp DEFAULT = new Seccomp(new SeccompProfile.Default(), false, false);
    }

    /** Where the filter's rules come from. */
    public sealed interface SeccompProfile {
        /** Ours, in the manner of Docker's. */
        record Default() implements SeccompProfile {}

        /** None. */
        record Unconfined() implements SeccompProfile {}

        /** A file in OCI's JSON (linux.seccomp of config.json, or Docker's form). */
        record Oci(Path file) implements SeccompProfile {}

        /** A file in LXC's text format, version 1 or 2. */
        record Lxc(Path file) implements SeccompProfile {}
    }

    /**
     * AppArmor.
     *
     * @param profile empty: default (ours where the kernel has AppArmor); {@code unconfined} or the name of a loaded one
     * @param allowIncomplete start although a part of AppArmor is missing
     * @param raw lines added to a generated profile
     */
    public record AppArmor(Optional<String> profile, boolean allowIncomplete, boolean allowNesting, List<String> raw) {
        public static final AppArmor DEFAULT = new AppArmor(Optional.empty(), false, false, List.of());

        public AppArmor {
            raw = List.copyOf(raw);
        }
    }

    /** SELinux contexts: of the processes, of the mounts, of the session keyring. */
    public record Selinux(Optional<String> process, Optional<String> mount, Optional<String> keyring) {
        public static final Selinux NONE = new Selinux(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
