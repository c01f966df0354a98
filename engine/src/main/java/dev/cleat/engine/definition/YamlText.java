package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Node.Scalar;
import dev.cleat.engine.definition.Node.Sequence;
import java.io.IOException;
import java.io.StringWriter;

/** A tree of nodes as YAML again. Comments and short forms of the file it came from are lost. */
final class YamlText {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private YamlText() {}

    static String of(Node node) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator yaml = YAML.createGenerator(text)) {
            write(yaml, node);
        }
        return text.toString();
    }

    private static void write(JsonGenerator yaml, Node node) throws IOException {
        if (node instanceof Mapping mapping) {
            yaml.writeStartObject();
            for (Entry entry : mapping.entries()) {
                yaml.writeFieldName(entry.key());
                write(yaml, entry.value());
            }
            yaml.writeEndObject();
        } else if (node instanceof Sequence sequence) {
            yaml.writeStartArray();
            for (Node item : sequence.items()) {
                write(yaml, item);
            }
            yaml.writeEndArray();
        } else if (node instanceof Scalar scalar) {
            write(yaml, scalar);
        }
    }

    private static void write(JsonGenerator yaml, Scalar scalar) throws IOException {
        if (scalar.isNull()) {
            yaml.writeNull();
        } else {
            yaml.writeString(scalar.text());
        }
    }
}
