package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import dev.cleat.engine.definition.Security.AppArmor;
import dev.cleat.engine.definition.Security.Capabilities;
import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.Selinux;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of {@code security:}. */
final class SecurityKeys {

    private static final Set<Capability> ALL = Set.of(Capability.values());

    private static final ScalarType<Set<Capability>> CAPABILITY =
            new ScalarType<>("a capability (as NET_ADMIN, or all)", (text, reading) -> capability(text), Shape.TEXT);
    private static final Key<List<Set<Capability>>> DROP =
            Key.of("drop", ListOf.of(CAPABILITY), List.of(), "taken away from those kept, or all");
    private static final Key<List<Set<Capability>>> KEEP = Key.of(
            "keep",
            new WordOr<>(
                    Map.of("none", List.of(), "default", List.of(Capability.DEFAULT), "all", List.of(ALL)),
                    ListOf.of(CAPABILITY)),
            List.of(Capability.DEFAULT),
            "exactly these, none, all or default (the fourteen of Docker)");
    private static final Key<List<Set<Capability>>> ADD =
            Key.of("add", ListOf.of(CAPABILITY), List.of(), "given in addition, after drop");

    private static final Section<Capabilities> CAPABILITIES = new Section<>(
            List.of(DROP, KEEP, ADD),
            Set.of("bounding", "effective", "permitted", "inheritable", "ambient"),
            values -> new Capabilities(
                    union(values.get(KEEP)),
                    union(values.get(DROP)),
                    union(values.get(ADD)),
                    java.util.Optional.empty()));
    private static final Key<Capabilities> CAPABILITIES_KEY =
            Key.of("capabilities", CAPABILITIES, CAPABILITIES.defaults(), "what root may do; capabilities(7)");
    private static final Key<Boolean> NO_NEW_PRIVILEGES = Key.of(
            "noNewPrivileges", Scalars.flag(), false, "set-user-ID programs give nothing; PR_SET_NO_NEW_PRIVS(2const)");
    private static final Section<Security> SECTION = new Section<>(
            List.of(CAPABILITIES_KEY, NO_NEW_PRIVILEGES),
            Set.of("privileged", "seccomp", "apparmor", "selinux", "coreScheduling"),
            SecurityKeys::security);

    static final Key<Security> KEY =
            Key.of("security", SECTION, SECTION.defaults(), "what the container's processes may do");

    private SecurityKeys() {}

    private static Security security(Values values) {
        return new Security(
                false,
                values.get(CAPABILITIES_KEY),
                Seccomp.DEFAULT,
                AppArmor.DEFAULT,
                Selinux.NONE,
                values.get(NO_NEW_PRIVILEGES),
                false);
    }

    private static Set<Capability> union(List<Set<Capability>> sets) {
        return sets.stream().flatMap(Collection::stream).collect(Collectors.toSet());
    }

    private static Set<Capability> capability(String text) throws WrongValue {
        if (text.equalsIgnoreCase("all")) {
            return ALL;
        }
        boolean isLong = text.regionMatches(true, 0, "CAP_", 0, "CAP_".length());
        List<String> known = Arrays.stream(Capability.values())
                .map(c -> isLong ? "CAP_" + c.name() : c.name())
                .toList();
        return Capability.named(text).map(Set::of).orElseThrow(() -> new WrongValue("is not a capability", known));
    }
}
