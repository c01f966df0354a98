package dev.cleat.engine.storage;

import dev.cleat.engine.importing.LxcFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This host's files as they are, for configurations of other tools. */
public final class LocalConfigFiles implements LxcFiles {

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // asked first, because opening a pipe would block
            String what = Files.isDirectory(file) ? "is a directory" : "is not a regular file";
            throw new FileSystemException(file.toString(), null, what);
        }
        if (isKernels(file)) { // one that waits for news, as /proc/kmsg does, never ends
            throw new FileSystemException(file.toString(), null, "is a file of the kernel's");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(atMost);
        }
    }

    private static boolean isKernels(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Path real = file.toRealPath();
        return real.startsWith("/proc") || real.startsWith("/sys");
    }

    @Override
    public Optional<List<Path>> entries(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(entries::add);
        }
        return Optional.of(entries);
    }
}
