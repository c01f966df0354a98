package dev.cleat.engine.importing;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files in memory, and imports of them. */
final class LxcFixture implements LxcFiles {

    static final Path CONFIG = Path.of("/lxc/web/config");

    private final Map<Path, String> files = new HashMap<>();

    LxcFixture with(String path, String... lines) {
        files.put(Path.of(path), String.join("\n", lines) + "\n");
        return this;
    }

    /** Imports these lines as /lxc/web/config. */
    static Imported imported(String... lines) throws IOException {
        return new LxcFixture().importing(lines);
    }

    Imported importing(String... lines) throws IOException {
        with(CONFIG.toString(), lines);
        return new LxcImport(this).read(CONFIG, Optional.of("web"), List.of());
    }

    /** What a definition of the import's text means. */
    static Definition definition(Imported imported) {
        Path file = Path.of("/lxc/web/container.yaml");
        byte[] text = imported.definition().getBytes(StandardCharsets.UTF_8);
        try {
            return new DefinitionReader((asked, atMost) -> text).read(file);
        } catch (InvalidDefinitionException e) {
            throw new AssertionError(e.problems() + "\n" + imported.definition(), e);
        }
    }

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        if (!files.containsKey(file)) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] bytes = files.get(file).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, atMost));
    }

    @Override
    public Optional<List<Path>> entries(Path path) {
        List<Path> below = files.keySet().stream()
                .filter(file -> path.equals(file.getParent()))
                .toList();
        return files.containsKey(path) || below.isEmpty() ? Optional.empty() : Optional.of(below);
    }
}
