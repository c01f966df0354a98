package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list whose items are all of one type.
 *
 * @param advice what to write instead of something else; may be empty
 */
record ListOf<T>(Type<T> item, String advice) implements Type<List<T>> {

    static <T> ListOf<T> of(Type<T> item) {
        return new ListOf<>(item, "");
    }

    @Override
    public Optional<List<T>> read(Node node, String key, Reading reading) {
        if (!(node instanceof Sequence sequence)) {
            reading.problems().add(node.place(), key + ": must be a list, not " + node.kind() + advice);
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            item.read(sequence.items().get(i), key + "[" + i + "]", reading).ifPresent(values::add);
        }
        return Optional.of(List.copyOf(values));
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeStringField("type", "array");
        json.writeObjectFieldStart("items");
        item.schema(json);
        json.writeEndObject();
    }
}
