package dev.cleat.engine.definition;

import java.util.List;
import java.util.Optional;

/** A piece of YAML with the place where it stands. */
sealed interface Node {

    Place place();

    /** What it is, for messages: {@code a list}. */
    String kind();

    /** Text, a number, true, false or nothing, as it was written. */
    record Scalar(Place place, String text, boolean isNull) implements Node {
        @Override
        public String kind() {
            return isNull ? "nothing" : "a single value";
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map; keys are unique. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }

        Optional<Entry> find(String key) {
            return entries.stream().filter(e -> e.key().equals(key)).findFirst();
        }
    }

    /** One key of a map and what it holds. */
    record Entry(String key, Place place, Node value) {}
}
