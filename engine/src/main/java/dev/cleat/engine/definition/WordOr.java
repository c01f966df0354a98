package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Scalar;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A single word that stands for a value, or the value itself. */
record WordOr<T>(Map<String, T> words, Type<T> type) implements Type<T> {

    @Override
    public Optional<T> read(Node node, String key, Reading reading) {
        if (!(node instanceof Scalar scalar)) {
            return type.read(node, key, reading);
        }
        if (words.containsKey(scalar.text())) {
            return Optional.of(words.get(scalar.text()));
        }
        if (type instanceof ScalarType) {
            return type.read(node, key, reading);
        }
        Type<?> plain = type instanceof Maybe<?> maybe ? maybe.type() : type;
        String other = plain instanceof ListOf ? "a list" : "a map";
        String message = key + ": \"" + scalar.text() + "\" is neither " + other + " nor the word "
                + String.join(" or ", new TreeSet<>(words.keySet()));
        reading.problems().add(scalar.place(), message, scalar.text(), words.keySet());
        return Optional.empty();
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        json.writeArrayFieldStart("enum");
        for (String word : new TreeSet<>(words.keySet())) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeStartObject();
        type.schema(json);
        json.writeEndObject();
        json.writeEndArray();
    }
}
