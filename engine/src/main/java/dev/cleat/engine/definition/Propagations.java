package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Propagation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How mounts may spread, as mount(8) writes it. With r before it or without, what is below is always meant, too. */
final class Propagations {

    static final Map<String, Propagation> WORDS = words();

    private Propagations() {}

    private static Map<String, Propagation> words() {
        Map<String, Propagation> words = new LinkedHashMap<>();
        for (Propagation propagation : Propagation.values()) {
            String word = propagation.name().toLowerCase(Locale.ROOT);
            words.put(word, propagation);
            words.put("r" + word, propagation);
        }
        return words;
    }
}
