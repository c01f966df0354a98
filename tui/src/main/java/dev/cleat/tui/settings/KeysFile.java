package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.KeyMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code keys.yaml}: which keys mean what.
 *
 * <pre>
 * version: 1
 * keys:
 *   stop: S
 *   kill: [F9, X]
 *   redraw: []
 * </pre>
 */
public final class KeysFile extends YamlSettings {

    private static final String NAME = "keys.yaml";
    private static final List<String> TOP = List.of("version", "keys");
    private static final List<String> ACTIONS =
            Arrays.stream(Action.values()).map(Action::id).toList();

    private final Map<Action, List<KeyClashes.Placed>> chosen = new LinkedHashMap<>();

    private KeysFile(Path file) {
        super(file, "\"keys:\" and what it holds are wanted here");
    }

    /**
     * What the first of {@code folders} says that has such a file; the usual keys when none has.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem.
     */
    public static KeyMap find(List<Path> folders) throws InvalidDefinitionException {
        Optional<Path> file = find(folders, NAME);
        return file.isEmpty() ? KeyMap.USUAL : read(file.get(), text(file.get()));
    }

    /**
     * The keys that {@code text} chooses.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, {@code file} in each.
     */
    public static KeyMap read(Path file, String text) throws InvalidDefinitionException {
        KeysFile reading = new KeysFile(file);
        reading.parse(text, TOP);
        reading.wrong(KeyClashes.ofActions(file, reading.chosen).find());
        reading.requireRight();
        Map<String, List<String>> keys = new LinkedHashMap<>();
        reading.chosen.forEach((action, placed) ->
                keys.put(action.id(), placed.stream().map(p -> p.key().name()).toList()));
        return new KeyMap(keys);
    }

    @Override
    void top(String key, JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                action(parser);
            }
        } else if (!isNothing(parser)) {
            wrong(parser.currentTokenLocation(), "names of actions, each with its keys, are wanted here");
            parser.skipChildren();
        }
    }

    private void action(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonLocation place = parser.currentTokenLocation();
        Optional<Action> action = Action.named(name);
        if (action.isEmpty()) {
            unknown(place, "action", name, ACTIONS);
        }
        List<KeyClashes.Placed> keys = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                key(parser).ifPresent(keys::add);
            }
        } else {
            key(parser).ifPresent(keys::add);
        }
        action.ifPresent(known -> chosen.put(known, keys));
    }

    private Optional<KeyClashes.Placed> key(JsonParser parser) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        if (!parser.currentToken().isScalarValue()) {
            wrong(place, "one key or a list of keys is wanted here");
            parser.skipChildren();
            return Optional.empty();
        }
        return KeyClashes.Placed.named(this, place, parser.getText());
    }
}
