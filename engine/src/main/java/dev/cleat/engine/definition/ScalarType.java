package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Node.Scalar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A single value.
 *
 * @param expected what it must be, for messages: {@code a size (as 512M or 2G)}
 * @param parse turns the text into the value
 * @param shape its JSON schema
 */
record ScalarType<T>(String expected, Parse<T> parse, Shape shape) implements Type<T> {

    /** From text to value. */
    @FunctionalInterface
    interface Parse<T> {
        T apply(String text, Reading reading) throws WrongValue;
    }

    /**
     * JSON schema of a single value.
     *
     * @param types JSON types, as YAML editors see the plain text
     * @param words the only values; empty: any
     * @param pattern regular expression of ECMA 262; empty: any
     */
    record Shape(List<String> types, List<String> words, String pattern) {
        static final Shape TEXT = new Shape(List.of("string"), List.of(), "");

        static Shape of(String... types) {
            return new Shape(List.of(types), List.of(), "");
        }

        static Shape words(List<String> words) {
            return new Shape(List.of(), words, "");
        }

        static Shape pattern(String pattern) {
            return new Shape(List.of("string", "integer"), List.of(), pattern);
        }
    }

    /** The same text, made into something else. */
    <R> ScalarType<R> map(Function<T, R> further) {
        return new ScalarType<>(expected, (text, reading) -> further.apply(parse.apply(text, reading)), shape);
    }

    @Override
    public Optional<T> read(Node node, String key, Reading reading) {
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            reading.problems().add(node.place(), key + ": must be " + expected + ", not " + node.kind());
            return Optional.empty();
        }
        try {
            reading.relativePaths().begin();
            T value = parse.apply(scalar.text(), reading.at(scalar.place()));
            reading.relativePaths().end(scalar);
            return Optional.of(value);
        } catch (WrongValue wrong) {
            String message = key + ": \"" + scalar.text() + "\" " + wrong.getMessage();
            reading.problems().add(scalar.place(), message, wrong.suggestion(scalar.text()));
            return Optional.empty();
        }
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        if (shape.types().size() == 1) {
            json.writeStringField("type", shape.types().get(0));
        } else if (!shape.types().isEmpty()) {
            writeArray(json, "type", shape.types());
        }
        if (!shape.words().isEmpty()) {
            writeArray(json, "enum", shape.words());
        }
        if (!shape.pattern().isEmpty()) {
            json.writeStringField("pattern", shape.pattern());
        }
    }

    private static void writeArray(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
