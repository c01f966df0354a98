package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Place;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One thing that a command asks for. */
final class InputEntry {

    private static final List<String> KEYS = List.of("name", "prompt", "default", "pattern");
    private static final String ANYTHING = ".+";

    private final YamlSettings file;
    private final JsonLocation place;
    private boolean named;
    private Optional<String> name = Optional.empty();
    private Optional<String> prompt = Optional.empty();
    private Optional<String> usual = Optional.empty();
    private Optional<String> pattern = Optional.empty();

    InputEntry(YamlSettings file, JsonLocation place) {
        this.file = file;
        this.place = place;
    }

    /** Empty when the file was told why. */
    Optional<CustomCommand.Input> read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String word = parser.currentName();
            JsonLocation where = parser.currentTokenLocation();
            parser.nextToken();
            switch (word) {
                case "name" -> {
                    named = true;
                    name = file.word(parser, "a name").filter(text -> isName(text, where));
                }
                case "prompt" -> prompt = file.word(parser, "a clause");
                case "default" -> usual = file.word(parser, "a text");
                case "pattern" ->
                    pattern = file.word(parser, "a regular expression").filter(text -> isPattern(text, where));
                default -> {
                    file.unknown(where, "key", word, KEYS);
                    parser.skipChildren();
                }
            }
        }
        if (!named) {
            file.wrong(place, "what is asked for has a \"name:\"");
        }
        return name.map(
                text -> new CustomCommand.Input(text, prompt.orElse(text), usual.orElse(""), pattern.orElse(ANYTHING)));
    }

    private boolean isName(String text, JsonLocation where) {
        if (!text.matches("[a-z][a-z0-9_-]*") || Place.of(text).isPresent()) {
            file.wrong(
                    where, "\"" + text + "\" cannot be asked for: small letters, and no place that is there already");
            return false;
        }
        return true;
    }

    private boolean isPattern(String text, JsonLocation where) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            file.wrong(where, "no regular expression: " + e.getDescription());
            return false;
        }
    }
}
