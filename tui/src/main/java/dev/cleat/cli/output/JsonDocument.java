package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;

/** Writes the JSON documents of {@code --json}. */
public final class JsonDocument {

    private JsonDocument() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Body {
        /** Writes to {@code json}, which stands where a value may begin. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * Writes {@code body} and a line feed to {@code out}, which stays open.
     *
     * <p>Everything beyond ASCII is written by number: the document means the same, and no name of a container can drive
     * the terminal that shows it.
     */
    public static void write(OutputStream out, Body body) throws IOException {
        write(out, body, true);
    }

    /** The same in one line, for a stream of documents. */
    public static void writeLine(OutputStream out, Body body) throws IOException {
        write(out, body, false);
    }

    private static void write(OutputStream out, Body body, boolean indented) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            body.writeTo(json);
            json.writeRaw('\n');
        }
    }

    /** A field whose value is null when it is unknown. */
    static void writeNumber(JsonGenerator json, String field, OptionalLong value) throws IOException {
        json.writeFieldName(field);
        if (value.isPresent()) {
            json.writeNumber(value.getAsLong());
        } else {
            json.writeNull();
        }
    }

    /** A field whose value is an array. */
    static void writeTexts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** A field whose value is null when {@code value} is null. */
    static void writeText(JsonGenerator json, String field, Object valueOrNull) throws IOException {
        json.writeStringField(field, valueOrNull == null ? null : valueOrNull.toString());
    }
}
