package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map with free keys, in file order.
 *
 * @param name what a key must be
 */
record MapOf<T>(ScalarType<String> name, Type<T> item) implements Type<Map<String, T>> {

    @Override
    public Optional<Map<String, T>> read(Node node, String key, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            reading.problems().add(node.place(), key + ": must be a map, as {NAME: VALUE}, not " + node.kind());
            return Optional.empty();
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            Optional<String> right = name.read(new Node.Scalar(entry.place(), entry.key(), false), key, reading);
            Optional<T> value = item.read(entry.value(), key + "." + entry.key(), reading);
            if (right.isPresent() && value.isPresent()) {
                values.put(right.get(), value.get());
            }
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("additionalProperties");
        item.schema(json);
        json.writeEndObject();
    }
}
