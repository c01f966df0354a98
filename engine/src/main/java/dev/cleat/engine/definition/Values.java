package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the keys of one section hold, with the places where they stand. */
final class Values {

    private final Place place;
    private final Reading reading;
    private final String prefix;

    // By identity: a key is a constant, and the hash of a record of records costs milliseconds at its first use.
    private final Map<Key<?>, Object> values = new IdentityHashMap<>();
    private final Map<Key<?>, Place> places = new IdentityHashMap<>();

    Values(Place place, String prefix, Reading reading) {
        this.place = place;
        this.prefix = prefix;
        this.reading = reading;
    }

    /** Reads {@code node} as the value of {@code key}; a wrong one is reported and leaves the default. */
    <T> void read(Key<T> key, Node node) {
        places.put(key, node.place());
        key.type().read(node, prefix + key.name(), reading).ifPresent(value -> values.put(key, value));
    }

    /** The value, or the key's default. */
    @SuppressWarnings("unchecked") // read() is the only writer and stores a T under a Key<T>
    <T> T get(Key<T> key) {
        return (T) values.getOrDefault(key, key.fallback());
    }

    /** True when the key is written, even with a wrong value. */
    boolean has(Key<?> key) {
        return places.containsKey(key);
    }

    /** True when the key is written with a right value. */
    boolean isRight(Key<?> key) {
        return values.containsKey(key);
    }

    /** Reports a contradiction at {@code key}, or at the section when the key is not written. */
    void problem(Key<?> key, String message) {
        reading.problems().add(places.getOrDefault(key, place), message);
    }

    /** Reports {@code message} at {@code key} when the whole definition turns out so; nothing when the key is not written. */
    void contradiction(Key<?> key, Predicate<Definition> when, Function<Definition, String> message) {
        if (has(key)) {
            reading.contradictions().note(places.get(key), when, message);
        }
    }

    /** Reports at {@code key} when the container has no namespace of that kind of its own; {@code need} says who needs it. */
    void needsOwn(NamespaceType type, Key<?> key, String need) {
        contradiction(
                key,
                definition -> !definition.isPrivate(type),
                definition -> need + ", but namespaces." + type.definitionKey() + " is "
                        + definition.namespaces().get(type).text());
    }

    /** The dotted name of {@code key}, for messages. */
    String path(Key<?> key) {
        return prefix + key.name();
    }

    Reading reading() {
        return reading;
    }
}
