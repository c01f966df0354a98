package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.ContainerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** state.json and exit.json as text. Unknown fields are skipped, so that an older Cleat reads a newer one's files. */
final class SavedContainerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private SavedContainerJson() {}

    static byte[] write(SavedContainer saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", saved.name());
            json.writeStringField("state", saved.state().name());
            json.writeNumberField("pid", saved.pid());
            json.writeNumberField("pidStartTime", saved.pidStartTime());
            json.writeNumberField("keeperPid", saved.keeperPid());
            json.writeStringField("started", saved.started().toString());
            json.writeStringField("definition", saved.definition().toString());
            json.writeStringField("rootfs", saved.rootfs());
            if (saved.consoleLog().isPresent()) {
                json.writeStringField("consoleLog", saved.consoleLog().get().toString());
            }
            json.writeArrayFieldStart("cgroups");
            for (Path cgroup : saved.cgroups()) {
                json.writeString(cgroup.toString());
            }
            json.writeEndArray();
            json.writeNumberField("haltSignal", saved.haltSignal());
            json.writeNumberField("stopTimeoutMillis", saved.stopTimeout().toMillis());
            json.writeBooleanField("killAfterTimeout", saved.killAfterTimeout());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    static SavedContainer read(byte[] text) throws IOException {
        Fields fields = Fields.of(text);
        return new SavedContainer(
                fields.text("name"),
                ContainerState.valueOf(fields.text("state")),
                fields.number("pid"),
                fields.number("pidStartTime"),
                fields.number("keeperPid"),
                Instant.parse(fields.text("started")),
                Path.of(fields.text("definition")),
                fields.text("rootfs"),
                fields.optionalText("consoleLog").map(Path::of),
                fields.list("cgroups").stream().map(Path::of).toList(),
                (int) fields.number("haltSignal"),
                Duration.ofMillis(fields.number("stopTimeoutMillis")),
                fields.text("killAfterTimeout").equals("true"));
    }

    static ExitRecord readExit(byte[] text) throws IOException {
        Fields fields = Fields.of(text);
        return new ExitRecord(
                fields.optionalNumber("exitCode"),
                fields.optionalNumber("signal"),
                Instant.ofEpochSecond(fields.number("endedAtSeconds")));
    }

    /** The members of one flat JSON object. */
    private record Fields(Map<String, String> scalars, Map<String, List<String>> lists) {

        static Fields of(byte[] text) throws IOException {
            Fields fields = new Fields(new HashMap<>(), new HashMap<>());
            try (JsonParser json = JSON.createParser(text)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (value == JsonToken.START_ARRAY) {
                        List<String> list = fields.lists.computeIfAbsent(name, n -> new ArrayList<>());
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            list.add(json.getText());
                        }
                    } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                        fields.scalars.put(name, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
            }
            return fields;
        }

        String text(String name) throws IOException {
            return optionalText(name).orElseThrow(() -> new IOException("field " + name + " is missing"));
        }

        Optional<String> optionalText(String name) {
            return Optional.ofNullable(scalars.get(name));
        }

        long number(String name) throws IOException {
            try {
                return Long.parseLong(text(name));
            } catch (NumberFormatException e) {
                throw new IOException("field " + name + " is not a number", e);
            }
        }

        OptionalInt optionalNumber(String name) throws IOException {
            return scalars.containsKey(name) ? OptionalInt.of((int) number(name)) : OptionalInt.empty();
        }

        List<String> list(String name) {
            return lists.getOrDefault(name, List.of());
        }
    }
}
