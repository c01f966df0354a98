package dev.cleat.engine.plan;

import dev.cleat.engine.plan.StartPlan.SourcePlan;
import java.util.ArrayList;
import java.util.List;

/** The mounts the host makes for one container, numbered as they are asked for. */
final class Sources {

    private final List<SourcePlan> plans = new ArrayList<>();

    /** The number that a MOUNT of kind PASSED names it by. */
    String add(SourcePlan plan) {
        plans.add(plan);
        return Integer.toString(plans.size() - 1);
    }

    List<SourcePlan> all() {
        return List.copyOf(plans);
    }
}
