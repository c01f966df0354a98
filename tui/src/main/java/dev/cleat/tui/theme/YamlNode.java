package dev.cleat.tui.theme;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a theme file with the line it begins on: a mapping, a sequence or a word. */
sealed interface YamlNode {

    /** Counted from 1. */
    int line();

    /** @param keyLines the line of each key */
    record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines) implements YamlNode {}

    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    record Word(int line, String text) implements YamlNode {}

    /** Deeper than any theme. */
    int DEEPEST = 8;

    /** The whole file. */
    static YamlNode read(String file, String text) throws ThemeException {
        try (JsonParser parser = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ThemeException(file, 1, "the file is empty");
            }
            return node(file, parser, 0);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new ThemeException(
                    file, line, e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
        } catch (IOException e) {
            throw new ThemeException(file, 1, "not YAML");
        }
    }

    private static YamlNode node(String file, JsonParser parser, int depth) throws IOException, ThemeException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > DEEPEST) {
            throw new ThemeException(file, line, "nested too deeply");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            Map<String, Integer> keyLines = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                keyLines.put(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                entries.put(key, node(file, parser, depth + 1));
            }
            return new Mapping(line, entries, keyLines);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(file, parser, depth + 1));
            }
            return new Sequence(line, items);
        }
        return new Word(line, parser.getText());
    }
}
