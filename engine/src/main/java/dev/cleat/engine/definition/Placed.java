package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Placed.At;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A value that remembers where it stands, for contradictions that are found later. */
record Placed<T>(Type<T> type) implements Type<At<T>> {

    /** A value and its place. */
    record At<T>(T value, Place place) {}

    static <T> List<T> values(List<At<T>> items) {
        return items.stream().map(At::value).toList();
    }

    @Override
    public Optional<At<T>> read(Node node, String key, Reading reading) {
        return type.read(node, key, reading).map(value -> new At<>(value, node.place()));
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        type.schema(json);
    }
}
