package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import dev.cleat.engine.definition.Security.Capabilities;
import dev.cleat.engine.definition.Security.FiveSets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of {@code security.capabilities:}: keep, drop and add, or the five sets of capabilities(7). */
final class CapabilityKeys {

    private static final Set<Capability> ALL = Set.of(Capability.values());

    private static final ScalarType<Set<Capability>> CAPABILITY =
            new ScalarType<>("a capability (as NET_ADMIN, or all)", (text, reading) -> capability(text), Shape.TEXT);
    private static final Map<String, List<Set<Capability>>> WORDS =
            Map.of("none", List.of(), "default", List.of(Capability.DEFAULT), "all", List.of(ALL));

    private static final Key<List<Set<Capability>>> DROP =
            Key.of("drop", ListOf.of(CAPABILITY), List.of(), "taken away from those kept, or all");
    private static final Key<List<Set<Capability>>> KEEP = Key.of(
            "keep",
            new WordOr<>(WORDS, ListOf.of(CAPABILITY)),
            List.of(Capability.DEFAULT),
            "exactly these, none, all or default (the fourteen of Docker)");
    private static final Key<List<Set<Capability>>> ADD =
            Key.of("add", ListOf.of(CAPABILITY), List.of(), "given in addition, after drop");

    private static final Key<List<Set<Capability>>> BOUNDING = set("bounding", "the most anything inside can get");
    private static final Key<List<Set<Capability>>> EFFECTIVE = set("effective", "what PID 1 begins with");
    private static final Key<List<Set<Capability>>> PERMITTED = set("permitted", "what PID 1 may make effective");
    private static final Key<List<Set<Capability>>> INHERITABLE =
            set("inheritable", "kept by programs that ask for it");
    private static final Key<List<Set<Capability>>> AMBIENT = set("ambient", "kept by every program PID 1 executes");
    private static final List<Key<List<Set<Capability>>>> SETS =
            List.of(BOUNDING, EFFECTIVE, PERMITTED, INHERITABLE, AMBIENT);

    static final Section<Capabilities> SECTION = new Section<>(
            Stream.concat(Stream.of(DROP, KEEP, ADD), SETS.stream())
                    .<Key<?>>map(key -> key)
                    .toList(),
            Set.of(),
            CapabilityKeys::capabilities);

    /** Every one of them. */
    static final Capabilities EVERYTHING = new Capabilities(ALL, Set.of(), Set.of(), Optional.empty());

    private CapabilityKeys() {}

    private static Key<List<Set<Capability>>> set(String name, String meaning) {
        return Key.of(
                name, new WordOr<>(WORDS, ListOf.of(CAPABILITY)), List.of(), meaning + "; not with keep, drop, add");
    }

    private static Capabilities capabilities(Values values) {
        boolean isFiveSets = SETS.stream().anyMatch(values::has);
        if (isFiveSets) {
            reportContradictions(values);
        }
        return new Capabilities(
                union(values.get(KEEP)),
                union(values.get(DROP)),
                union(values.get(ADD)),
                isFiveSets
                        ? Optional.of(new FiveSets(
                                union(values.get(BOUNDING)),
                                union(values.get(EFFECTIVE)),
                                union(values.get(PERMITTED)),
                                union(values.get(INHERITABLE)),
                                union(values.get(AMBIENT))))
                        : Optional.empty());
    }

    /** What capset(2) and prctl(PR_CAP_AMBIENT) would refuse in the middle of a start. */
    private static void reportContradictions(Values values) {
        for (Key<List<Set<Capability>>> key : List.of(DROP, KEEP, ADD)) {
            if (values.has(key)) {
                values.problem(
                        key, values.path(key) + ": is another way to say bounding, effective, ...; give one of them");
            }
        }
        reportBeyond(values, EFFECTIVE, PERMITTED);
        reportBeyond(values, INHERITABLE, BOUNDING);
        reportBeyond(values, AMBIENT, PERMITTED);
        reportBeyond(values, AMBIENT, INHERITABLE);
    }

    private static void reportBeyond(Values values, Key<List<Set<Capability>>> key, Key<List<Set<Capability>>> bound) {
        Set<Capability> beyond = new TreeSet<>(union(values.get(key)));
        beyond.removeAll(union(values.get(bound)));
        boolean wasTold = values.has(bound) && !values.isRight(bound);
        if (!beyond.isEmpty() && !wasTold) {
            String names = beyond.stream().map(Capability::name).collect(Collectors.joining(", "));
            values.problem(key, values.path(key) + ": " + names + " must be in " + bound.name() + " too");
        }
    }

    private static Set<Capability> union(List<Set<Capability>> sets) {
        return sets.stream().flatMap(Collection::stream).collect(Collectors.toSet());
    }

    private static Set<Capability> capability(String text) throws WrongValue {
        if (text.equalsIgnoreCase("all")) {
            return ALL;
        }
        boolean isLong = text.regionMatches(true, 0, "CAP_", 0, "CAP_".length());
        List<String> known = Arrays.stream(Capability.values())
                .map(c -> isLong ? "CAP_" + c.name() : c.name())
                .toList();
        return Capability.named(text).map(Set::of).orElseThrow(() -> new WrongValue("is not a capability", known));
    }
}
