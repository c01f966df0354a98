package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs run on the way, and what they are told.
 *
 * @param hooks which, where
 * @param environment LXC_NAME, CLEAT_NAME and the others that are known before the start (behaviours.md, S17), and the
 *     definition's variables for hooks
 */
public record HookPlan(Hooks hooks, Map<String, String> environment) {

    public static final HookPlan NONE = new HookPlan(Hooks.NONE, Map.of());

    public HookPlan {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Those of one point, in order. */
    public List<Hook> at(Point point) {
        return hooks.at(point);
    }

    /**
     * What is executed at {@code point}.
     *
     * @param known variables that are only known now
     */
    public List<HookCommand> commands(Point point, Map<String, String> known) {
        return List.of();
    }

    public boolean isEmpty() {
        return hooks.hooks().isEmpty();
    }
}
