package dev.cleat.engine.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The log files that containers have in Cleat's log directory: {@code NAME.log} and {@code life/NAME.log} with their older
 * generations {@code .1}, {@code .2}, ..., and {@code times/NAME.log}, which tells when they were written. A log that a definition keeps elsewhere is not among them.
 */
public final class OwnLogs {

    private final Path directory;

    /** @param directory need not exist */
    public OwnLogs(Path directory) {
        this.directory = directory;
    }

    /** Removes those of {@code name}. */
    public void remove(String name) throws IOException {
        Pattern own = Pattern.compile(Pattern.quote(name + ".log") + "(\\.\\d+)?");
        remove(directory, own);
        remove(directory.resolve("life"), own);
        remove(directory.resolve("times"), own);
    }

    private static void remove(Path from, Pattern own) throws IOException {
        DirectoryStream.Filter<Path> isOwn =
                file -> own.matcher(file.getFileName().toString()).matches() && !Files.isDirectory(file);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, isOwn)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever logged.
        }
    }
}
