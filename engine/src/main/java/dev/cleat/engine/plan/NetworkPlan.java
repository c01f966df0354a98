package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The container's network: names, addresses and gateways decided as far as they can be without asking the kernel.
 *
 * @param loopback bring up lo (network namespace of its own)
 * @param interfaces made on the host before init is, moved in while it waits
 * @param devices host interfaces moved in and given back
 */
public record NetworkPlan(boolean loopback, List<Network.Interface> interfaces, Map<String, Network.Moved> devices) {

    public NetworkPlan {
        interfaces = List.copyOf(interfaces);
        devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    }

    /** True when init must wait in its network namespace until interfaces are there. */
    public boolean hasWork() {
        return !interfaces.isEmpty() || !devices.isEmpty();
    }
}
