package dev.cleat.engine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Contradictions between sections: noted where a key is read, looked for when the whole definition is known. */
final class Contradictions {

    private final List<Check> checks = new ArrayList<>();

    private record Check(Place place, Predicate<Definition> when, Function<Definition, String> message) {}

    void note(Place place, Predicate<Definition> when, Function<Definition, String> message) {
        checks.add(new Check(place, when, message));
    }

    void report(Definition definition, Problems problems) {
        for (Check check : checks) {
            if (check.when().test(definition)) {
                problems.add(check.place(), check.message().apply(definition));
            }
        }
    }
}
