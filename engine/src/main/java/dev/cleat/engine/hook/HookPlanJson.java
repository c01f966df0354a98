package dev.cleat.engine.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Hooks.Abi;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.HookPlan.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link HookPlan} as text. Unknown members are skipped. */
final class HookPlanJson {

    private static final JsonFactory JSON = new JsonFactory();

    private HookPlanJson() {}

    static byte[] write(HookPlan plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", plan.subject().name());
            json.writeStringField("bundle", plan.subject().bundle().toString());
            write(json, "annotations", plan.subject().annotations());
            write(json, "own", plan.subject().own().stream().map(Enum::name).toList());
            json.writeStringField("abi", plan.hooks().abi().name());
            write(json, "environment", plan.environment());
            json.writeArrayFieldStart("hooks");
            for (Map.Entry<Point, List<Hook>> point : plan.hooks().hooks().entrySet()) {
                for (Hook hook : point.getValue()) {
                    write(json, point.getKey(), hook);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Point point, Hook hook) throws IOException {
        json.writeStartObject();
        json.writeStringField("point", point.name());
        json.writeStringField("path", hook.path().toString());
        write(json, "arguments", hook.arguments());
        write(json, "environment", hook.environment());
        json.writeStringField("timeoutMillis", Long.toString(hook.timeout().toMillis()));
        json.writeStringField("abort", Boolean.toString(hook.abort()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<String> list) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : list) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    static HookPlan read(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Members members = Members.read(json);
            Map<Point, List<Hook>> hooks = new EnumMap<>(Point.class);
            for (Members hook : members.objects.getOrDefault("hooks", List.of())) {
                hooks.computeIfAbsent(Point.valueOf(hook.text("point")), point -> new ArrayList<>())
                        .add(hook.hook());
            }
            return new HookPlan(
                    new Hooks(hooks, Abi.valueOf(members.text("abi"))),
                    members.map("environment"),
                    new Subject(
                            members.text("name"),
                            Path.of(members.text("bundle")),
                            members.map("annotations"),
                            members.list("own").stream()
                                    .map(NamespaceType::valueOf)
                                    .collect(Collectors.toSet())));
        }
    }

    /** The members of one object by their kinds. */
    private record Members(
            Map<String, String> texts,
            Map<String, List<String>> lists,
            Map<String, List<Members>> objects,
            Map<String, Members> maps) {

        static Members read(JsonParser json) throws IOException {
            Members members = new Members(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case START_OBJECT -> members.maps.put(name, read(json));
                    case START_ARRAY -> members.readArray(name, json);
                    default -> members.texts.put(name, json.getText());
                }
            }
            return members;
        }

        private void readArray(String name, JsonParser json) throws IOException {
            List<String> texts = new ArrayList<>();
            List<Members> objects = new ArrayList<>();
            JsonToken token;
            while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
                if (token == null) {
                    throw new IOException(name + ": the text ends in a list");
                }
                if (token == JsonToken.START_OBJECT) {
                    objects.add(read(json));
                } else {
                    texts.add(json.getText());
                }
            }
            this.lists.put(name, texts);
            this.objects.put(name, objects);
        }

        Hook hook() throws IOException {
            return new Hook(
                    Path.of(text("path")),
                    list("arguments"),
                    map("environment"),
                    Duration.ofMillis(Long.parseLong(text("timeoutMillis"))),
                    Boolean.parseBoolean(text("abort")));
        }

        String text(String name) throws IOException {
            if (!texts.containsKey(name)) {
                throw new IOException("member " + name + " is missing");
            }
            return texts.get(name);
        }

        List<String> list(String name) {
            return lists.getOrDefault(name, List.of());
        }

        Map<String, String> map(String name) {
            return maps.containsKey(name) ? maps.get(name).texts : Map.of();
        }
    }
}
