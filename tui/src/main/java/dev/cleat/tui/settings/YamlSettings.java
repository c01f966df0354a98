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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A YAML file of an operator's: read piece by piece, right as a whole, or refused with everything that is wrong in it. */
abstract class YamlSettings {

    private static final long LARGEST = 1 << 16;

    private final Path file;
    private final String wanted;
    private final List<Problem> problems = new ArrayList<>();

    /** @param wanted how such a file begins, for who wrote something else */
    YamlSettings(Path file, String wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /** The parser is at the key; afterwards at the end of its value. */
    abstract void top(String key, JsonParser parser) throws IOException;

    /** Which of {@code folders} has such a file first. */
    static Optional<Path> find(List<Path> folders, String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    static String text(Path file) throws InvalidDefinitionException {
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

    final Path file() {
        return file;
    }

    /** Reads the keys at the top, of which {@code version} is 1 when it is there. */
    final void parse(String text, List<String> known) {
        try (JsonParser parser = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return; // nothing but comments
            }
            if (first != JsonToken.START_OBJECT) {
                wrong(parser.currentTokenLocation(), wanted);
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                top(parser, known);
            }
        } catch (JsonProcessingException e) {
            wrong(e.getLocation(), e.getOriginalMessage().lines().findFirst().orElse("this is not YAML"));
        } catch (IOException e) {
            throw new IllegalStateException(e); // text in memory is read
        }
    }

    private void top(JsonParser parser, List<String> known) throws IOException {
        String key = parser.currentName();
        JsonLocation place = parser.currentTokenLocation();
        if (key.equals("version")) {
            parser.nextToken();
            if (!parser.getText().equals("1")) {
                wrong(parser.currentTokenLocation(), "version must be 1");
            }
            parser.skipChildren();
        } else if (known.contains(key)) {
            top(key, parser);
        } else {
            unknown(place, "key", key, known);
            parser.nextToken();
            parser.skipChildren();
        }
    }

    /** An empty value, as after a key with nothing behind it. */
    static boolean isNothing(JsonParser parser) throws IOException {
        return parser.currentToken().isScalarValue() && parser.getText().isEmpty();
    }

    /** The parser is at a value; empty, and told, when that is no word. */
    final Optional<String> word(JsonParser parser, String what) throws IOException {
        if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            return Optional.of(parser.getText());
        }
        wrong(parser.currentTokenLocation(), what + " is wanted here");
        parser.skipChildren();
        return Optional.empty();
    }

    final Optional<Boolean> flag(JsonParser parser) throws IOException {
        boolean isFlag = parser.currentToken().isBoolean();
        if (!isFlag) {
            wrong(parser.currentTokenLocation(), "true or false is wanted here");
            parser.skipChildren();
        }
        return isFlag ? Optional.of(parser.getBooleanValue()) : Optional.empty();
    }

    final void unknown(JsonLocation place, String kind, String word, Collection<String> known) {
        wrong(place, "unknown " + kind + " \"" + word + "\"", Nearest.of(word, known));
    }

    final void wrong(JsonLocation place, String message) {
        wrong(place, message, Optional.empty());
    }

    final void wrong(JsonLocation place, String message, Optional<String> suggestion) {
        int line = place == null ? 1 : Math.max(1, place.getLineNr());
        int column = place == null ? 1 : Math.max(1, place.getColumnNr());
        problems.add(new Problem(file, line, column, message, suggestion));
    }

    final void wrong(List<Problem> more) {
        problems.addAll(more);
    }

    /** What is wrong so far, if anything is. */
    final void requireRight() throws InvalidDefinitionException {
        problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(problems);
        }
    }
}
