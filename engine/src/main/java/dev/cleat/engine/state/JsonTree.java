package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One JSON object that a Cleat of any age wrote. What is not there is empty, what is unknown is never asked for; so an older
 * and a newer one read each other's files.
 */
public final class JsonTree {

    static final JsonFactory JSON = new JsonFactory();

    /** An object in an object is this deep at most in what we write. */
    private static final int DEEPEST = 8;

    /** One without members. */
    public static final JsonTree EMPTY = new JsonTree(Map.of());

    private final Map<String, Object> members;

    private JsonTree(Map<String, Object> members) {
        this.members = members;
    }

    /** <b>Errors.</b> IOException when the text is no JSON object. */
    public static JsonTree of(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            return object(json, 0);
        }
    }

    private static JsonTree object(JsonParser json, int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            Object value = value(json, depth + 1);
            if (value != null) {
                members.put(name, value);
            }
        }
        return new JsonTree(members);
    }

    /** A text (numbers and booleans too), a list, a tree; null for null. */
    private static Object value(JsonParser json, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("too deep");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, depth);
            case START_ARRAY -> list(json, depth);
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    private static List<Object> list(JsonParser json, int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json, depth + 1);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    public Optional<String> optionalText(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** <b>Errors.</b> IOException when it is not there. */
    public String text(String name) throws IOException {
        return optionalText(name).orElseThrow(() -> new IOException("field " + name + " is missing"));
    }

    /** <b>Errors.</b> IOException when it is not there or no number. */
    public long number(String name) throws IOException {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IOException("field " + name + " is not a number", e);
        }
    }

    public long number(String name, long otherwise) throws IOException {
        return members.containsKey(name) ? number(name) : otherwise;
    }

    public OptionalInt optionalNumber(String name) throws IOException {
        return members.containsKey(name) ? OptionalInt.of((int) number(name)) : OptionalInt.empty();
    }

    /** False when it is not there. */
    public boolean flag(String name) {
        return optionalText(name).filter("true"::equals).isPresent();
    }

    /** Texts of a list; empty when it is not there. */
    public List<String> texts(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** An object; an empty one when it is not there. */
    public JsonTree tree(String name) {
        return members.get(name) instanceof JsonTree tree ? tree : EMPTY;
    }

    /** Names of its members, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** True when {@code other} has the same there: text, list or tree, or nothing as well. */
    public boolean hasSame(String name, JsonTree other) {
        return Objects.equals(members.get(name), other.members.get(name));
    }

    /** As it is shown: {@code "text"}, {@code [a, b]}. */
    public String shown(String name) {
        Object value = members.get(name);
        return value == null ? "nothing" : value instanceof String ? "\"" + value + "\"" : value.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonTree tree && members.equals(tree.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.toString();
    }

    /** Members that are texts. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                map.put(name, text);
            }
        });
        return map;
    }

    /** True for one without members. */
    public boolean isEmpty() {
        return members.isEmpty();
    }
}
