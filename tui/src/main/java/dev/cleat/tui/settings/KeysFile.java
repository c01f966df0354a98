package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.cleat.cli.option.Nearest;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Problem;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.KeyMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code keys.yaml}: which keys mean what. It is right as a whole, or refused with everything that is wrong in it.
 *
 * <pre>
 * version: 1
 * keys:
 *   stop: S
 *   kill: [F9, X]
 *   redraw: []
 * </pre>
 */
public final class KeysFile {

    private static final String NAME = "keys.yaml";
    private static final long LARGEST = 1 << 16;
    private static final List<String> TOP = List.of("version", "keys");
    private static final List<String> ACTIONS =
            Arrays.stream(Action.values()).map(Action::id).toList();

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Action, List<KeyClashes.Placed>> chosen = new LinkedHashMap<>();

    private KeysFile(Path file) {
        this.file = file;
    }

    /**
     * What the first of {@code folders} says that has such a file; the usual keys when none has.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem.
     */
    public static KeyMap find(List<Path> folders) throws InvalidDefinitionException {
        for (Path folder : folders) {
            Path file = folder.resolve(NAME);
            if (Files.exists(file)) {
                return read(file, text(file));
            }
        }
        return KeyMap.USUAL;
    }

    /**
     * The keys that {@code text} chooses.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, {@code file} in each.
     */
    public static KeyMap read(Path file, String text) throws InvalidDefinitionException {
        KeysFile reading = new KeysFile(file);
        reading.parse(text);
        reading.problems.addAll(new KeyClashes(file, reading.chosen).find());
        reading.problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (!reading.problems.isEmpty()) {
            throw new InvalidDefinitionException(reading.problems);
        }
        Map<String, List<String>> keys = new LinkedHashMap<>();
        reading.chosen.forEach((action, placed) ->
                keys.put(action.id(), placed.stream().map(p -> p.key().name()).toList()));
        return new KeyMap(keys);
    }

    private static String text(Path file) throws InvalidDefinitionException {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new InvalidDefinitionException(
                        file + ": no file of at most " + (LARGEST >> 10) + " KiB", "see cleat help ui");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidDefinitionException("cannot read " + file + ": " + e.getMessage(), null);
        }
    }

    private void parse(String text) {
        try (JsonParser parser = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return; // nothing but comments: nothing is chosen
            }
            if (first != JsonToken.START_OBJECT) {
                wrong(parser.currentTokenLocation(), "\"keys:\" and what it holds are wanted here", Optional.empty());
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                top(parser);
            }
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("this is not YAML");
            wrong(e.getLocation(), reason, Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException(e); // text in memory is read
        }
    }

    private void top(JsonParser parser) throws IOException {
        String key = parser.currentName();
        JsonLocation place = parser.currentTokenLocation();
        JsonToken value = parser.nextToken();
        if (key.equals("version")) {
            if (!parser.getText().equals("1")) {
                wrong(parser.currentTokenLocation(), "version must be 1", Optional.empty());
            }
            parser.skipChildren();
        } else if (!key.equals("keys")) {
            wrong(place, "unknown key \"" + key + "\"", Nearest.of(key, TOP));
            parser.skipChildren();
        } else if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                action(parser);
            }
        } else if (!(value.isScalarValue() && parser.getText().isEmpty())) {
            wrong(
                    parser.currentTokenLocation(),
                    "names of actions, each with its keys, are wanted here",
                    Optional.empty());
            parser.skipChildren();
        }
    }

    private void action(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonLocation place = parser.currentTokenLocation();
        Optional<Action> action = Action.named(name);
        if (action.isEmpty()) {
            wrong(place, "unknown action \"" + name + "\"", Nearest.of(name, ACTIONS));
        }
        List<KeyClashes.Placed> keys = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                key(parser, keys);
            }
        } else {
            key(parser, keys);
        }
        action.ifPresent(known -> chosen.put(known, keys));
    }

    private void key(JsonParser parser, List<KeyClashes.Placed> keys) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        if (!parser.currentToken().isScalarValue()) {
            wrong(place, "one key or a list of keys is wanted here", Optional.empty());
            parser.skipChildren();
            return;
        }
        String name = parser.getText();
        Optional<Key> key = Key.named(name);
        if (key.isEmpty()) {
            wrong(place, "unknown key \"" + name + "\"" + Key.whyUnknown(name), Nearest.of(name, Key.NAMES));
        }
        key.ifPresent(known -> keys.add(new KeyClashes.Placed(known, place.getLineNr(), place.getColumnNr())));
    }

    private void wrong(JsonLocation place, String message, Optional<String> suggestion) {
        int line = place == null ? 1 : Math.max(1, place.getLineNr());
        int column = place == null ? 1 : Math.max(1, place.getColumnNr());
        problems.add(new Problem(file, line, column, message, suggestion));
    }
}
