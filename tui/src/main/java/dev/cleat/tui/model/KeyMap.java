package dev.cleat.tui.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys an operator chose instead of the usual ones.
 *
 * @param chosen keys by name of the action, the most usual first; an action that is not in here keeps its usual ones, one
 *     without any key is left to the palette and the menu
 */
public record KeyMap(Map<String, List<String>> chosen) {

    /** Every action has its usual keys. */
    public static final KeyMap USUAL = new KeyMap(Map.of());

    public KeyMap {
        chosen = chosen.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }
}
