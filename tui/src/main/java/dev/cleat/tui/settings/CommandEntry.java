package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Place;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One entry of {@code commands.yaml}, key by key. */
final class CommandEntry {

    private static final String NAME = "[a-z][a-z0-9-]{0,29}";
    private static final List<String> KEYS = List.of(
            "name", "key", "description", "command", "input", "confirm", "screens", "terminal", "changes", "hosts");

    /** Those on which something can be selected, as the file calls them. */
    private static final Map<String, Scope> SCREENS = screens();

    private final YamlSettings file;
    private final JsonLocation place;
    private final List<CommandWord> words = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();
    private final List<CustomCommand.Input> inputs = new ArrayList<>();
    private Set<Scope> scopes = EnumSet.of(Scope.CONTAINERS, Scope.DETAIL);
    private Optional<String> name = Optional.empty();
    private JsonLocation namePlace;
    private Optional<KeyClashes.Placed> key = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<String> confirm = Optional.empty();
    private boolean terminal;
    private boolean changes = true;
    private boolean anyHost;

    /** @param place where it begins */
    CommandEntry(YamlSettings file, JsonLocation place) {
        this.file = file;
        this.place = place;
        this.namePlace = place;
    }

    private static Map<String, Scope> screens() {
        Map<String, Scope> screens = new LinkedHashMap<>();
        for (Scope scope : EnumSet.complementOf(EnumSet.of(Scope.SHEET, Scope.PLAN, Scope.HELP))) {
            screens.put(scope.title().toLowerCase(Locale.ROOT).replace(' ', '-'), scope);
        }
        return screens;
    }

    /** From the brace that opens it to the one that closes it. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String word = parser.currentName();
            JsonLocation where = parser.currentTokenLocation();
            parser.nextToken();
            if (KEYS.contains(word)) {
                seen.add(word);
                value(word, parser);
            } else {
                file.unknown(where, "key", word, KEYS);
                parser.skipChildren();
            }
        }
    }

    /** What was read; empty when the file was told why there is none. */
    Optional<CustomCommand> command() {
        if (!seen.containsAll(List.of("name", "command"))) {
            file.wrong(place, "a command has a \"name:\" and a \"command:\"");
        }
        if (name.isEmpty() || words.isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(Place.words());
        inputs.forEach(input -> known.add(input.place()));
        new CommandWords(file, words).check(known);
        List<Template> command =
                words.stream().map(word -> Template.of(word.text())).toList();
        String usual = String.join(" ", words.stream().map(CommandWord::text).toList());
        return Optional.of(new CustomCommand(
                name.get(),
                key.map(placed -> placed.key().name()),
                description.orElse(usual),
                command,
                inputs,
                confirm,
                scopes,
                terminal,
                changes,
                anyHost));
    }

    JsonLocation namePlace() {
        return namePlace;
    }

    Optional<KeyClashes.Placed> key() {
        return key;
    }

    private void value(String word, JsonParser parser) throws IOException {
        JsonLocation where = parser.currentTokenLocation();
        switch (word) {
            case "name" -> {
                namePlace = where;
                name = file.word(parser, "a name");
                name.filter(text -> !text.matches(NAME))
                        .ifPresent(text -> file.wrong(where, "a name is small letters, digits and hyphens"));
            }
            case "key" ->
                key = file.word(parser, "one key").flatMap(text -> KeyClashes.Placed.named(file, where, text));
            case "description" -> description = file.word(parser, "a clause");
            case "command" -> command(parser);
            case "input" -> inputs(parser);
            case "confirm" -> confirm = confirmation(parser);
            case "screens" -> screens(parser);
            case "terminal" -> terminal = file.flag(parser).orElse(terminal);
            case "changes" -> changes = file.flag(parser).orElse(changes);
            default -> anyHost = hosts(parser, where);
        }
    }

    private void command(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            file.wrong(
                    parser.currentTokenLocation(),
                    "a list of words is wanted here, no shell takes them apart: [du, -sh, \"{rootfs}\"]");
            parser.skipChildren();
            return;
        }
        JsonLocation list = parser.currentTokenLocation();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonLocation where = parser.currentTokenLocation();
            file.word(parser, "a word; in quotes when it begins with a brace: \"{name}\"")
                    .ifPresent(text -> words.add(new CommandWord(text, where)));
        }
        if (words.isEmpty()) {
            file.wrong(list, "a program is wanted here");
        }
    }

    private Optional<String> confirmation(JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return parser.getBooleanValue() ? Optional.of("") : Optional.empty();
        }
        return file.word(parser, "true, false or a sentence");
    }

    private void screens(JsonParser parser) throws IOException {
        scopes = EnumSet.noneOf(Scope.class);
        boolean several = parser.currentToken() == JsonToken.START_ARRAY;
        while (!several || parser.nextToken() != JsonToken.END_ARRAY) {
            JsonLocation where = parser.currentTokenLocation();
            Optional<String> screen = file.word(parser, "one screen or a list of screens");
            screen.map(SCREENS::get).ifPresent(scopes::add);
            screen.filter(text -> !SCREENS.containsKey(text))
                    .ifPresent(text -> file.unknown(where, "screen", text, SCREENS.keySet()));
            if (!several) {
                return;
            }
        }
    }

    private boolean hosts(JsonParser parser, JsonLocation where) throws IOException {
        Optional<String> hosts = file.word(parser, "any or here");
        hosts.filter(text -> !text.equals("any") && !text.equals("here"))
                .ifPresent(text -> file.unknown(where, "value", text, List.of("any", "here")));
        return hosts.filter("any"::equals).isPresent();
    }

    private void inputs(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            file.wrong(parser.currentTokenLocation(), "a list is wanted here, each with its \"name:\"");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                new InputEntry(file, parser.currentTokenLocation())
                        .read(parser)
                        .filter(this::isNew)
                        .ifPresent(inputs::add);
            } else {
                file.wrong(parser.currentTokenLocation(), "\"name:\" and the like are wanted here");
                parser.skipChildren();
            }
        }
    }

    private boolean isNew(CustomCommand.Input input) {
        boolean isNew = inputs.stream().noneMatch(other -> other.place().equals(input.place()));
        if (!isNew) {
            file.wrong(place, "\"" + input.place() + "\" is asked for twice");
        }
        return isNew;
    }
}
