package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Network;
import java.util.List;

/**
 * The container's network: names, addresses and gateways decided as far as they can be without asking the kernel.
 *
 * @param loopback bring up lo (network namespace of its own)
 * @param interfaces made on the host before init is, or lent by it, moved in while init waits; each has a name inside
 */
public record NetworkPlan(boolean loopback, List<Network.Interface> interfaces) {

    public NetworkPlan {
        interfaces = List.copyOf(interfaces);
    }

    /** True when init must wait in its network namespace until interfaces are there. */
    public boolean hasWork() {
        return !interfaces.isEmpty();
    }
}
