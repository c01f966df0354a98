package dev.cleat.engine.storage;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.definition.DefinitionFiles;
import dev.cleat.engine.importing.LxcFiles;
import dev.cleat.engine.importing.LxcImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** This host's files, for definitions. A configuration of LXC in the place of a definition is imported while it is read. */
public final class LocalDefinitionFiles implements DefinitionFiles {

    private final LxcFiles files;
    private final List<String> defines;
    private final Consumer<String> left;

    /** Files as they are. */
    public LocalDefinitionFiles() {
        this(new LocalConfigFiles());
    }

    /** @param files where they are read */
    public LocalDefinitionFiles(LxcFiles files) {
        this(files, List.of(), line -> {});
    }

    /**
     * @param files where they are read
     * @param defines {@code lxc.KEY=VALUE}, as further lines of a configuration of LXC
     * @param left told what could not be carried over of one
     */
    public LocalDefinitionFiles(LxcFiles files, List<String> defines, Consumer<String> left) {
        this.files = files;
        this.defines = List.copyOf(defines);
        this.left = left;
    }

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        byte[] bytes = files.firstBytes(file, atMost);
        if (!isLxc(file, bytes)) {
            return bytes;
        }
        Imported imported = new LxcImport(files).read(file, storedName(file), defines);
        imported.left().forEach(left);
        return imported.definition().getBytes(StandardCharsets.UTF_8);
    }

    /** One that LXC stores is called as its directory, whatever its host name is. */
    private static Optional<String> storedName(Path file) {
        Path directory = file.toAbsolutePath().getParent().getFileName();
        boolean isStored = file.getFileName().toString().equals(LxcImport.STORED_FILE) && directory != null;
        return isStored ? Optional.of(directory.toString()) : Optional.empty();
    }

    @Override
    public Optional<List<Path>> inDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return Optional.of(entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** True when {@code file} is a configuration of LXC; false when it is not, or cannot be read. */
    public boolean isLxc(Path file) {
        try {
            return isLxc(file, files.firstBytes(file, 1 << 20));
        } catch (IOException e) {
            return false; // whoever reads it is told why it cannot be
        }
    }

    /** A definition is told by its name, so that reading one costs nothing more. */
    private static boolean isLxc(Path file, byte[] bytes) {
        String name = file.getFileName().toString();
        return !name.endsWith(".yaml")
                && !name.endsWith(".yml")
                && LxcImport.isLxc(new String(bytes, StandardCharsets.UTF_8));
    }
}
