package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Mapping;
import java.io.IOException;
import java.util.Optional;

/**
 * A map of keys, or the value of one of them alone.
 *
 * @param key the one that stands alone, as {@code source} of {@code rootfs: host}
 */
record ShortOr<T>(String key, ScalarType<T> alone, Section<T> map) implements Type<T> {

    @Override
    public Optional<T> read(Node node, String name, Reading reading) {
        return node instanceof Mapping ? map.read(node, name, reading) : alone.read(node, name, reading);
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        alone.schema(json);
        json.writeEndObject();
        json.writeStartObject();
        map.schema(json);
        json.writeEndObject();
        json.writeEndArray();
    }
}
