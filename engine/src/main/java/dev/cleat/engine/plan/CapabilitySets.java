package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Security;
import dev.cleat.engine.definition.Security.FiveSets;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
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
    static CapabilitiesPlan plan(Planning planning, long uid) {
        Security.Capabilities security = planning.definition().security().capabilities();
        long known = all(planning.host());
        // A new user namespace begins with every capability, over itself only (user_namespaces(7)).
        long ceiling = planning.inUserNamespace() ? known : planning.host().boundingCapabilities() & known;
        if (security.sets().isPresent()) {
            return exactly(security.sets().get(), ceiling, planning.reasons());
        }
        boolean isEverything = planning.definition().security().privileged();
        long kept = isEverything ? known : Capability.bits(security.keep());
        long asked = kept & ~Capability.bits(security.drop()) | added(security);
        reportMissing(security, ceiling, planning.reasons());
        long bounding = asked & ceiling;
        if (uid == 0) {
            return new CapabilitiesPlan(bounding, bounding, bounding, 0, 0);
        }
        long ambient = added(security) & ceiling;
        return new CapabilitiesPlan(bounding, ambient, ambient, ambient, ambient);
    }

    /** OCI's five sets: as they are given, provided that the kernel takes them together (capabilities(7)). */
    private static CapabilitiesPlan exactly(FiveSets sets, long ceiling, Reasons reasons) {
        long bounding = Capability.bits(sets.bounding());
        long permitted = Capability.bits(sets.permitted());
        long effective = Capability.bits(sets.effective());
        long inheritable = Capability.bits(sets.inheritable());
        long ambient = Capability.bits(sets.ambient());
        report(bounding | permitted | inheritable, ceiling, reasons);
        require("effective", effective, permitted, "permitted", reasons);
        require("ambient", ambient, permitted & inheritable, "both permitted and inheritable", reasons);
        return new CapabilitiesPlan(bounding, permitted, effective, inheritable, ambient);
    }

    private static void require(String set, long wanted, long others, String what, Reasons reasons) {
        if ((wanted & ~others) != 0) {
            reasons.cannot("security.capabilities." + set + ": " + names(wanted & ~others) + " must be " + what
                    + " too (capabilities(7))");
        }
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
        report(byName, ceiling, reasons);
    }

    private static void report(long wanted, long ceiling, Reasons reasons) {
        if ((wanted & ~ceiling) != 0) {
            reasons.cannot("security.capabilities: this process may not hand on " + names(wanted & ~ceiling)
                    + " (see CapBnd in /proc/self/status)");
        }
    }

    private static String names(long bits) {
        return Capability.of(bits).stream().map(Capability::name).collect(Collectors.joining(", "));
    }
}
