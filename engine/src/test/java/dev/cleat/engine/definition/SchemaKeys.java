package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys a JSON schema has, dotted; {@code []} stands for the items of a list, {@code *} for a free key. */
final class SchemaKeys {

    private SchemaKeys() {}

    /** Every key that holds a value of its own, not just other keys. */
    static Set<String> leaves(String schema) throws IOException {
        Set<String> leaves = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(schema)) {
            parser.nextToken();
            collect(asMap(value(parser)), "", leaves);
        }
        return leaves;
    }

    private static void collect(Map<String, Object> schema, String path, Set<String> leaves) {
        List<Map<String, Object>> forms = new ArrayList<>(List.of(schema));
        for (Object form : (List<?>) schema.getOrDefault("anyOf", List.of())) {
            forms.add(asMap(form));
        }
        if (forms.size() > 1) {
            leaves.add(path);
            forms.subList(1, forms.size()).forEach(form -> collectBelow(form, path, leaves));
            return;
        }
        if (!collectBelow(schema, path, leaves)) {
            leaves.add(path);
        }
    }

    private static boolean collectBelow(Map<String, Object> schema, String path, Set<String> leaves) {
        if (schema.get("anyOf") != null) {
            collect(schema, path, leaves);
        }
        boolean hasKeys = false;
        for (Map.Entry<String, Object> key :
                asMap(schema.getOrDefault("properties", Map.of())).entrySet()) {
            collect(asMap(key.getValue()), path.isEmpty() ? key.getKey() : path + "." + key.getKey(), leaves);
            hasKeys = true;
        }
        for (String each : List.of("items", "additionalProperties")) {
            if (schema.get(each) instanceof Map<?, ?> item && hasKeys(asMap(item))) {
                collect(asMap(item), path + (each.equals("items") ? "[]" : ".*"), leaves);
                hasKeys |= each.equals("items");
            }
        }
        return hasKeys;
    }

    private static boolean hasKeys(Map<String, Object> schema) {
        return schema.containsKey("properties") || schema.containsKey("anyOf");
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return items;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        }
        return parser.getText();
    }

    @SuppressWarnings("unchecked") // value() makes maps of this kind only
    private static Map<String, Object> asMap(Object node) {
        return (Map<String, Object>) node;
    }
}
