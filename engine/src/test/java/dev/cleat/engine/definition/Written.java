package dev.cleat.engine.definition;

import dev.cleat.engine.api.InvalidDefinitionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definition files that are in memory only; the definition itself is {@code /srv/web.yaml}. */
final class Written implements DefinitionFiles {

    static final Path FILE = Path.of("/srv/web.yaml");

    /** The shortest beginning of a definition: two lines. */
    static final String BEGIN = "schema: 1\nrootfs: dir:root\n";

    private final Map<Path, String> texts = new LinkedHashMap<>();

    Written with(String file, String text) {
        texts.put(Path.of(file), text);
        return this;
    }

    /** What {@code text} means after {@link #BEGIN}. */
    static Definition definition(String text) throws InvalidDefinitionException {
        return new Written().read(BEGIN + text);
    }

    /** Its problems, {@code LINE:COLUMN: ...}; the first line after {@link #BEGIN} is 3. */
    static List<String> problems(String text) {
        return new Written().lint(BEGIN + text);
    }

    Definition read(String text) throws InvalidDefinitionException {
        return new DefinitionReader(with(FILE.toString(), text)).read(FILE);
    }

    List<String> lint(String text) {
        return new DefinitionReader(with(FILE.toString(), text))
                .lint(FILE).stream()
                        .map(problem -> problem.toString().replace(FILE + ":", ""))
                        .toList();
    }

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        String text = texts.get(file);
        if (text == null) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, atMost));
    }
}
