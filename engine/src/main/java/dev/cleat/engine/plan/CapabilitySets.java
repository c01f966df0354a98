package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Security;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import java.util.List;
import java.util.stream.Collectors;

/** What init may do (capabilities(7)): never more than this process may hand on. */
final class CapabilitySets {

    private CapabilitySets() {}

    /**
     * The five sets of init.
     *
     * @param uid inside; root gets its capabilities by execve(2), others only those asked for with {@code add}, as
     *     ambient ones
     */
    static CapabilitiesPlan plan(Security.Capabilities security, Planning planning, long uid) {
        long known = all(planning.host());
        // A new user namespace begins with every capability, over itself only (user_namespaces(7)).
        long ceiling = planning.inUserNamespace() ? known : planning.host().boundingCapabilities() & known;
        long asked = Capability.bits(security.keep()) & ~Capability.bits(security.drop()) | added(security);
        reportMissing(security, ceiling, planning.reasons());
        long bounding = asked & ceiling;
        if (uid == 0) {
            return new CapabilitiesPlan(bounding, bounding, bounding, 0, 0);
        }
        long ambient = added(security) & ceiling;
        return new CapabilitiesPlan(bounding, ambient, ambient, ambient, ambient);
    }

    /** Every capability of this kernel. */
    static long all(HostFacts host) {
        return host.lastCapability() >= Long.SIZE - 1 ? -1L : (1L << host.lastCapability() + 1) - 1;
    }

    private static long added(Security.Capabilities security) {
        return Capability.bits(security.add());
    }

    /** The default set shrinks with the host's silently, as does "all"; what was asked for by name must be there. */
    private static void reportMissing(Security.Capabilities security, long ceiling, Reasons reasons) {
        long byName = 0;
        if (!security.keep().equals(Capability.DEFAULT) && security.keep().size() < Capability.values().length) {
            byName |= Capability.bits(security.keep()) & ~Capability.bits(security.drop());
        }
        if (security.add().size() < Capability.values().length) {
            byName |= added(security);
        }
        List<Capability> missing = Capability.of(byName & ~ceiling);
        if (!missing.isEmpty()) {
            String names = missing.stream().map(Capability::name).collect(Collectors.joining(", "));
            reasons.cannot("security.capabilities: this process may not hand on " + names
                    + " (see CapBnd in /proc/self/status)");
        }
    }
}
