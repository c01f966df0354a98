package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Devices.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which devices a container's processes may open, read, write and make nodes of (cgroup-v1/devices.rst): nothing but what
 * harms nobody, as LXC and OCI have it, and what the definition asks for.
 */
final class DevicePolicy {

    private static final String ALL = "rwm";
    private static final int TERMINAL = 5;
    private static final int UNIX98_SLAVE = 136; // Documentation/admin-guide/devices.txt

    private final Planning planning;
    private final DeviceNodes nodes;

    DevicePolicy(Planning planning, DeviceNodes nodes) {
        this.planning = planning;
        this.nodes = nodes;
    }

    /** First to last; empty: none can be set, because there is no cgroup of its own. */
    List<Rule> rules() {
        if (!planning.host().layout().isWritable() || !planning.host().isRoot()) {
            if (planning.definition().devices().rules().isPresent()) {
                planning.reasons().note("dev.rules are left out: only root may set a device policy");
            }
            return List.of();
        }
        if (planning.definition().devices().rules().isPresent()) {
            return planning.definition().devices().rules().get();
        }
        if (planning.definition().security().privileged()) {
            return List.of(all(true));
        }
        List<Rule> rules = new ArrayList<>();
        rules.add(all(false));
        // A node is a name: making one opens nothing.
        rules.add(new Rule(true, 'c', OptionalInt.empty(), OptionalInt.empty(), "m"));
        rules.add(new Rule(true, 'b', OptionalInt.empty(), OptionalInt.empty(), "m"));
        DevicesPlanner.harmless().forEach(device -> rules.add(character(device.major(), device.minor())));
        rules.add(character(TERMINAL, 1));
        rules.add(character(TERMINAL, 2));
        rules.add(new Rule(true, 'c', OptionalInt.of(UNIX98_SLAVE), OptionalInt.empty(), ALL));
        nodes.allowed().forEach(allowed -> rules.add(allow(allowed)));
        return rules;
    }

    private static Rule all(boolean allow) {
        return new Rule(allow, 'a', OptionalInt.empty(), OptionalInt.empty(), ALL);
    }

    private static Rule character(int major, int minor) {
        return new Rule(true, 'c', OptionalInt.of(major), OptionalInt.of(minor), ALL);
    }

    private static Rule allow(DeviceNodes.Allowed allowed) {
        return new Rule(
                true,
                allowed.device().type(),
                OptionalInt.of(allowed.device().major()),
                OptionalInt.of(allowed.device().minor()),
                allowed.access());
    }
}
