package dev.cleat.engine.storage;

import dev.cleat.engine.definition.DefinitionFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This host's files, for definitions. */
public final class LocalDefinitionFiles implements DefinitionFiles {

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // asked first, because opening a pipe would block
            String what = Files.isDirectory(file) ? "is a directory" : "is not a regular file";
            throw new FileSystemException(file.toString(), null, what);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(atMost);
        }
    }
}
