package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Problem;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WrongValuesTest {

    private static final String ROWS = "wrong-values.csv";

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = ROWS, delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 10_000)
    void a_wrong_value_is_told_with_its_place(String path, String value, String message, String suggestion)
            throws IOException {
        Document document = Document.of(path, value);

        List<Problem> problems = lint(document.text());

        int column = document.column() + offset(value, message, path);
        assertThat(problems)
                .contains(new Problem(file(), document.line(), column, message, Optional.ofNullable(suggestion)));
    }

    @Test
    void every_key_of_the_schema_has_a_wrong_value_here() throws IOException {
        Set<String> keys = SchemaKeys.leaves(DefinitionSchema.text());

        List<Pattern> rows = rows();
        keys.removeIf(key -> rows.stream().anyMatch(row -> row.matcher(key).matches()));
        assertThat(keys).isEmpty();
    }

    /** Keys of the rows, as patterns in which a part of a path also stands for a free key. */
    private static List<Pattern> rows() throws IOException {
        try (InputStream in = WrongValuesTest.class.getResourceAsStream(ROWS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(row -> row.split("\\|")[0].strip().replace("[0]", "[]"))
                    .map(path -> Stream.of(path.split("\\."))
                            .map(part -> "(" + Pattern.quote(part) + "|\\*)")
                            .collect(Collectors.joining("\\.")))
                    .map(Pattern::compile)
                    .toList();
        }
    }

    /** A problem of a list's item stands at the item. */
    private static int offset(String value, String message, String path) {
        return value.startsWith("[") && message.startsWith(path + "[0]") ? 1 : 0;
    }

    private List<Problem> lint(String text) throws IOException {
        Files.writeString(file(), text);
        return new DefinitionReader(new LocalDefinitionFiles()).lint(file());
    }

    private Path file() {
        return directory.resolve("web.yaml");
    }

    /** A definition with one key, in block style, so that line and column can be told without a parser. */
    private record Document(String text, int line, int column) {
        static Document of(String path, String value) {
            StringBuilder text = new StringBuilder("# a definition\n");
            String[] parts = path.split("\\.");
            int depth = 0;
            for (int i = 0; i < parts.length - 1; i++) {
                boolean isItem = parts[i].endsWith("[0]");
                text.append("  ".repeat(depth))
                        .append(parts[i].replace("[0]", ""))
                        .append(":\n");
                depth++;
                if (isItem) {
                    text.append("  ".repeat(depth)).append("-\n");
                    depth++;
                }
            }
            String key = parts[parts.length - 1];
            boolean isItem = key.endsWith("[0]");
            text.append("  ".repeat(depth))
                    .append(isItem ? key.replace("[0]", ":\n" + "  ".repeat(depth) + "  - ") : key + ": ")
                    .append(value)
                    .append('\n');
            int line = (int) text.chars().filter(c -> c == '\n').count();
            return new Document(text.toString(), line, 2 * depth + (isItem ? "  - ".length() : key.length() + 2) + 1);
        }
    }
}
