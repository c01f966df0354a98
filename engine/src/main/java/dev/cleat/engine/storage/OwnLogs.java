package dev.cleat.engine.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Those of {@code name} that there are, by name, those of its console first. */
    public List<Path> of(String name) throws IOException {
        Pattern own = Pattern.compile(Pattern.quote(name + ".log") + "(\\.\\d+)?");
        List<Path> files = new ArrayList<>(in(directory, own));
        files.addAll(in(directory.resolve("life"), own));
        files.addAll(in(directory.resolve("times"), own));
        return files;
    }

    /** Removes those of {@code name}. */
    public void remove(String name) throws IOException {
        for (Path file : of(name)) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> in(Path folder, Pattern own) throws IOException {
        DirectoryStream.Filter<Path> isOwn =
                file -> own.matcher(file.getFileName().toString()).matches() && !Files.isDirectory(file);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, isOwn)) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was ever logged
        }
        found.sort(null);
        return found;
    }
}
