package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import dev.cleat.engine.definition.Security.AppArmor;
import dev.cleat.engine.definition.Security.Capabilities;
import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.definition.Security.Selinux;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code security:}. */
final class SecurityKeys {

    private static final String PROFILES = "default, unconfined, file:PATH or lxc:PATH";

    private static final Key<Boolean> PRIVILEGED = Key.of(
            "privileged", Scalars.flag(), false, "no restriction: every capability and device, no filter, no masks");
    private static final Key<Capabilities> CAPABILITIES = Key.lazy(
            "capabilities", () -> CapabilityKeys.SECTION, Capabilities.DEFAULT, "what root may do; capabilities(7)");

    private static final Key<SeccompProfile> PROFILE = Key.of(
            "profile",
            new ScalarType<>(PROFILES, SecurityKeys::profile, Shape.pattern("^(default|unconfined|file:.+|lxc:.+)$")),
            new SeccompProfile.Default(),
            "default, unconfined, file:PATH (JSON of OCI) or lxc:PATH (text of LXC)");
    private static final Key<Boolean> NESTED_FILTER = Key.of(
            "allowNesting",
            Scalars.flag(),
            false,
            "added to a filter that is on already, instead of refusing to start");
    private static final Key<Boolean> LOG =
            Key.of("log", Scalars.flag(), false, "the kernel logs what is refused; SECCOMP_FILTER_FLAG_LOG");
    private static final Key<Seccomp> SECCOMP = Key.of(
            "seccomp",
            new Section<>(
                    List.of(PROFILE, NESTED_FILTER, LOG),
                    Set.of("notify"),
                    values -> new Seccomp(values.get(PROFILE), values.get(NESTED_FILTER), values.get(LOG))),
            Seccomp.DEFAULT,
            "which system calls may be made; seccomp(2)");

    private static final Key<Optional<String>> APPARMOR_PROFILE = Key.of(
            "profile",
            new ScalarType<>(
                    "default, unconfined or the name of a profile",
                    (text, reading) -> text.equals("default") ? Optional.<String>empty() : Optional.of(name(text)),
                    Shape.TEXT),
            Optional.empty(),
            "default, unconfined or the name of a loaded one");
    private static final Key<Boolean> ALLOW_INCOMPLETE =
            Key.of("allowIncomplete", Scalars.flag(), false, "start although this kernel lacks a part of AppArmor");
    private static final Key<Boolean> NESTED_PROFILE =
            Key.of("allowNesting", Scalars.flag(), false, "profiles of its own inside");
    private static final Key<List<String>> RAW =
            Key.of("raw", ListOf.of(Scalars.line()), List.of(), "lines added to the default profile");
    private static final Key<AppArmor> APPARMOR = Key.of(
            "apparmor",
            new Section<>(
                    List.of(APPARMOR_PROFILE, ALLOW_INCOMPLETE, NESTED_PROFILE, RAW), Set.of(), SecurityKeys::apparmor),
            AppArmor.DEFAULT,
            "confinement by AppArmor; apparmor(7)");

    private static final Key<Optional<String>> PROCESS_CONTEXT = context("process", "of the processes");
    private static final Key<Optional<String>> MOUNT_CONTEXT = context("mount", "of the files of its mounts");
    private static final Key<Optional<String>> KEYRING_CONTEXT = context("keyring", "of its session keyring");
    private static final Key<Selinux> SELINUX = Key.of(
            "selinux",
            new Section<>(
                    List.of(PROCESS_CONTEXT, MOUNT_CONTEXT, KEYRING_CONTEXT),
                    Set.of(),
                    values -> new Selinux(
                            values.get(PROCESS_CONTEXT), values.get(MOUNT_CONTEXT), values.get(KEYRING_CONTEXT))),
            Selinux.NONE,
            "contexts of SELinux; selinux(8)");

    private static final Key<Boolean> NO_NEW_PRIVILEGES = Key.of(
            "noNewPrivileges", Scalars.flag(), false, "set-user-ID programs give nothing; PR_SET_NO_NEW_PRIVS(2const)");
    private static final Key<Boolean> CORE_SCHEDULING = Key.of(
            "coreScheduling", Scalars.flag(), false, "shares no CPU core with others at a time; PR_SCHED_CORE(2const)");
    static final Section<Security> SECTION = new Section<>(
            List.of(PRIVILEGED, CAPABILITIES, SECCOMP, APPARMOR, SELINUX, NO_NEW_PRIVILEGES, CORE_SCHEDULING),
            Set.of(),
            SecurityKeys::security);

    private SecurityKeys() {}

    private static Security security(Values values) {
        boolean isPrivileged = values.get(PRIVILEGED);
        if (isPrivileged && values.has(CAPABILITIES)) {
            values.problem(CAPABILITIES, "security.capabilities: privileged is every capability; give one of them");
        }
        Seccomp seccomp = values.get(SECCOMP);
        if (isPrivileged && !values.has(SECCOMP)) {
            seccomp = new Seccomp(new SeccompProfile.Unconfined(), false, false);
        }
        AppArmor apparmor = values.get(APPARMOR);
        if (isPrivileged && !values.has(APPARMOR)) {
            apparmor = new AppArmor(Optional.of("unconfined"), false, false, List.of());
        }
        return new Security(
                isPrivileged,
                isPrivileged ? CapabilityKeys.EVERYTHING : values.get(CAPABILITIES),
                seccomp,
                apparmor,
                values.get(SELINUX),
                values.get(NO_NEW_PRIVILEGES),
                values.get(CORE_SCHEDULING));
    }

    private static AppArmor apparmor(Values values) {
        if (!values.get(RAW).isEmpty() && values.get(APPARMOR_PROFILE).isPresent()) {
            values.problem(RAW, values.path(RAW) + ": only with profile: default");
        }
        return new AppArmor(
                values.get(APPARMOR_PROFILE),
                values.get(ALLOW_INCOMPLETE),
                values.get(NESTED_PROFILE),
                values.get(RAW));
    }

    private static SeccompProfile profile(String text, Reading reading) throws WrongValue {
        if (text.startsWith("file:")) {
            return new SeccompProfile.Oci(Scalars.resolve(text.substring("file:".length()), reading));
        }
        if (text.startsWith("lxc:")) {
            return new SeccompProfile.Lxc(Scalars.resolve(text.substring("lxc:".length()), reading));
        }
        return switch (text) {
            case "default" -> new SeccompProfile.Default();
            case "unconfined" -> new SeccompProfile.Unconfined();
            default ->
                throw new WrongValue("is not " + PROFILES, List.of("default", "unconfined", "file:PATH", "lxc:PATH"));
        };
    }

    private static String name(String text) throws WrongValue {
        if (text.isBlank()) {
            throw new WrongValue("is not a profile's name");
        }
        return Scalars.withoutControls(text);
    }

    private static Key<Optional<String>> context(String name, String meaning) {
        return Key.maybe(
                name,
                Scalars.matching(
                        "a context (as system_u:system_r:container_t:s0)",
                        "^[^:\\s]+:[^:\\s]+:[^:\\s]+(:[^\\s]+)?$",
                        text -> text.matches("[^:\\s]+:[^:\\s]+:[^:\\s]+(:\\S+)?")),
                meaning);
    }
}
