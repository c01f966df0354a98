package dev.cleat.engine.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON document that remembers where everything stands, so that a mistake is told with its line. */
final class JsonValue {

    private static final int DEEPEST = 50;

    private final String file;
    private final int line;
    private final Object content;

    /** @param content String, Long, Boolean, Map, List, or null */
    private JsonValue(String file, int line, Object content) {
        this.file = file;
        this.line = line;
        this.content = content;
    }

    static JsonValue parse(String file, byte[] text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() == null) {
                throw new ProfileException(file, 1, "the file is empty");
            }
            JsonValue value = read(file, parser, 0);
            if (parser.nextToken() != null) {
                throw new ProfileException(file, lineOf(parser), "there is something behind the end of the document");
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ProfileException(file, line, "is not JSON: " + e.getOriginalMessage());
        }
    }

    private static int lineOf(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static JsonValue read(String file, JsonParser parser, int depth) throws IOException {
        int line = lineOf(parser);
        if (depth > DEEPEST) {
            throw new ProfileException(file, line, "is nested more than " + DEEPEST + " deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, read(file, parser, depth + 1));
                }
                yield new JsonValue(file, line, members);
            }
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(file, parser, depth + 1));
                }
                yield new JsonValue(file, line, elements);
            }
            case VALUE_STRING -> new JsonValue(file, line, parser.getText());
            case VALUE_NUMBER_INT -> new JsonValue(file, line, number(file, parser));
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue(file, line, parser.getBooleanValue());
            case VALUE_NULL -> new JsonValue(file, line, null);
            default -> throw new ProfileException(file, line, "a number with a fraction is nowhere of use");
        };
    }

    /** All 64 bits may be used, as for an address. */
    private static Long number(String file, JsonParser parser) throws IOException {
        try {
            String text = parser.getText();
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new ProfileException(
                    file, lineOf(parser), "the number " + parser.getText() + " has more than 64 bits");
        }
    }

    ProfileException wrong(String what) {
        return new ProfileException(file, line, what);
    }

    int line() {
        return line;
    }

    boolean isNull() {
        return content == null;
    }

    /** The members of an object, all of which are among {@code known}. */
    Map<String, JsonValue> object(String what, Set<String> known) throws ProfileException {
        Map<String, JsonValue> members = object(what);
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw member.getValue().wrong(what + " has no key \"" + member.getKey() + "\"");
            }
        }
        return members;
    }

    /** The members of an object; those with null are as if they were not there. */
    Map<String, JsonValue> object(String what) throws ProfileException {
        if (!(content instanceof Map<?, ?> members)) {
            throw wrong(what + " must be an object");
        }
        Map<String, JsonValue> present = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!((JsonValue) value).isNull()) {
                present.put((String) name, (JsonValue) value);
            }
        });
        return present;
    }

    List<JsonValue> list(String what) throws ProfileException {
        if (!(content instanceof List<?> elements)) {
            throw wrong(what + " must be a list");
        }
        return elements.stream().map(JsonValue.class::cast).toList();
    }

    String text(String what) throws ProfileException {
        if (!(content instanceof String text)) {
            throw wrong(what + " must be a text");
        }
        return text;
    }

    List<String> texts(String what) throws ProfileException {
        List<String> texts = new ArrayList<>();
        for (JsonValue element : list(what)) {
            texts.add(element.text(what));
        }
        return texts;
    }

    long number(String what) throws ProfileException {
        if (!(content instanceof Long number)) {
            throw wrong(what + " must be a whole number");
        }
        return number;
    }

    /** A number from {@code least} to {@code most}. */
    int number(String what, int least, int most) throws ProfileException {
        long number = number(what);
        if (number < least || number > most) {
            throw wrong(what + " must be from " + least + " to " + most + ", not " + number);
        }
        return (int) number;
    }
}
