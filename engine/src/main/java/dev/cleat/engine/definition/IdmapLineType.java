package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Idmap.Line;
import dev.cleat.engine.definition.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One line of an id map, as a map of three keys or as a list of three numbers. */
final class IdmapLineType implements Type<Line> {

    private static final int FIELDS = 3;

    /** The first id that cannot be mapped: 4294967295 means "no change" (user_namespaces(7)). */
    private static final long END = Names.LARGEST_ID + 1;

    private static final ScalarType<Long> ID = Scalars.number(0, Names.LARGEST_ID);
    private static final ScalarType<Long> COUNT = Scalars.number(1, END);
    private static final Key<Long> CONTAINER = Key.required("container", ID, 0L, "first id in the container");
    private static final Key<Long> HOST = Key.required("host", ID, 0L, "first id on the host");
    private static final Key<Long> SIZE = Key.required("size", COUNT, 1L, "how many ids");
    private static final Section<Line> MAP = new Section<>(
            List.of(CONTAINER, HOST, SIZE),
            Set.of(),
            values -> new Line(values.get(CONTAINER), values.get(HOST), values.get(SIZE)));

    @Override
    public Optional<Line> read(Node node, String key, Reading reading) {
        Optional<Line> line = node instanceof Sequence list ? ofList(list, key, reading) : MAP.read(node, key, reading);
        boolean isTooLong = line.isPresent()
                && Math.max(line.get().container(), line.get().host())
                                + line.get().size()
                        > END;
        if (isTooLong) {
            reading.problems().add(node.place(), key + ": reaches beyond the last id, " + Names.LARGEST_ID);
            return Optional.empty();
        }
        return line;
    }

    private static Optional<Line> ofList(Sequence list, String key, Reading reading) {
        List<Node> fields = list.items();
        if (fields.size() != FIELDS) {
            reading.problems().add(list.place(), key + ": must be [container, host, size]");
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            (i < 2 ? ID : COUNT)
                    .read(fields.get(i), key + "[" + i + "]", reading)
                    .ifPresent(numbers::add);
        }
        return numbers.size() == FIELDS
                ? Optional.of(new Line(numbers.get(0), numbers.get(1), numbers.get(2)))
                : Optional.empty();
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        json.writeStringField("type", "array");
        json.writeObjectFieldStart("items");
        json.writeStringField("type", "integer");
        json.writeEndObject();
        json.writeNumberField("minItems", FIELDS);
        json.writeNumberField("maxItems", FIELDS);
        json.writeEndObject();
        json.writeStartObject();
        MAP.schema(json);
        json.writeEndObject();
        json.writeEndArray();
    }
}
