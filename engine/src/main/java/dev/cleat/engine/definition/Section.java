package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Node.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A map with known keys.
 *
 * @param later keys of the full definition that this version does not support yet
 * @param make builds the record from the values; reports contradictions between keys
 */
record Section<T>(List<Key<?>> keys, Set<String> later, Function<Values, T> make) implements Type<T> {

    Section {
        keys = List.copyOf(keys);
        later = Set.copyOf(later);
    }

    /** The record of a section that is not written at all. */
    T defaults() {
        return make.apply(new Values(null, "", null));
    }

    @Override
    public Optional<T> read(Node node, String key, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            reading.problems().add(node.place(), subject(key) + "must be a map of keys, not " + node.kind());
            return Optional.empty();
        }
        String prefix = key.isEmpty() ? "" : key + ".";
        Values values = new Values(mapping.place(), prefix, reading);
        for (Entry entry : mapping.entries()) {
            readEntry(entry, key, values, reading);
        }
        for (Key<?> missing : keys) {
            if (missing.required() && !values.has(missing)) {
                reading.problems().add(mapping.place(), "key \"" + prefix + missing.name() + "\" is missing");
            }
        }
        return Optional.of(make.apply(values));
    }

    /** The key named {@code name}. */
    Optional<Key<?>> find(String name) {
        for (Key<?> key : keys) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private void readEntry(Entry entry, String section, Values values, Reading reading) {
        Optional<Key<?>> known = find(entry.key());
        if (known.isEmpty()) {
            reportUnknown(entry, section, reading.problems());
            return;
        }
        boolean restoresDefault = entry.value() instanceof Scalar scalar && scalar.isNull();
        if (!restoresDefault) {
            values.read(known.get(), entry.value());
        } else if (known.get().required()) {
            reading.problems().add(entry.place(), "key \"" + entry.key() + "\" has no value");
            values.read(known.get(), entry.value());
        }
    }

    private void reportUnknown(Entry entry, String section, Problems problems) {
        if (later.contains(entry.key())) {
            String path = section.isEmpty() ? entry.key() : section + "." + entry.key();
            problems.add(entry.place(), "key \"" + path + "\" is not supported by this version of Cleat yet");
            return;
        }
        if (entry.key().equals("<<")) {
            problems.add(entry.place(), "merge keys (<<) are not supported; repeat the keys");
            return;
        }
        String where = section.isEmpty() ? "" : " in " + section;
        boolean top = section.isEmpty() || section.equals("process");
        Optional<String> suggestion = (top ? OtherWords.of(entry.key()) : Optional.<String>empty())
                .or(() -> Nearest.of(entry.key(), names()))
                .or(() -> elsewhere(entry.key()));
        problems.add(entry.place(), "unknown key \"" + entry.key() + "\"" + where, suggestion);
    }

    /** The dotted path of a key that stands in a section below this one and is called so, or nearly so. */
    private Optional<String> elsewhere(String name) {
        for (Key<?> key : keys) {
            if (key.type().itself() instanceof Section<?> below) {
                Optional<String> path = Nearest.of(name, below.names()).or(() -> below.elsewhere(name));
                if (path.isPresent()) {
                    return path.map(rest -> key.name() + "." + rest);
                }
            }
        }
        return Optional.empty();
    }

    private Collection<String> names() {
        List<String> names = new ArrayList<>();
        keys.forEach(key -> names.add(key.name()));
        names.addAll(later);
        return names;
    }

    private static String subject(String key) {
        return key.isEmpty() ? "a definition " : key + ": ";
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        for (Key<?> key : keys) {
            json.writeObjectFieldStart(key.name());
            json.writeStringField("description", key.meaning());
            key.type().schema(json);
            json.writeEndObject();
        }
        json.writeEndObject();
        List<Key<?>> required = keys.stream().filter(Key::required).toList();
        if (!required.isEmpty()) {
            json.writeArrayFieldStart("required");
            for (Key<?> key : required) {
                json.writeString(key.name());
            }
            json.writeEndArray();
        }
    }
}
