package dev.cleat.tui.settings;

import dev.cleat.tui.model.Remembered;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * {@code console.json} in the operator's state directory: how the list was looked at, what was typed after the colon, and
 * what was chosen of the settings. It is a convenience: what is wrong with it is told, and never in the way.
 */
public final class MemoryFile {

    private static final String NAME = "console.json";
    private static final long LARGEST = 1 << 18;

    private final Path folder;

    /** @param folder the operator's state directory; made when it is needed */
    public MemoryFile(Path folder) {
        this.folder = folder;
    }

    /**
     * What is in the file.
     *
     * @param problem why it was not used; then nothing is remembered
     */
    public record Found(Remembered remembered, Optional<String> problem) {}

    /** Never fails: without a file, or with one that is no such file, nothing is remembered. */
    public Found read() {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                return new Found(Remembered.NOTHING, Optional.empty());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return ignored(file, "no file of at most " + (LARGEST >> 10) + " KiB");
            }
            return new Found(MemoryText.read(Files.readString(file)), Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return ignored(file, why);
        }
    }

    /**
     * Written beside and renamed, for the operator alone; an {@link IOException} says why it could not be. What was typed in
     * another console meanwhile is kept behind what was typed here.
     */
    public void write(Remembered remembered) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path beside = Files.createTempFile(folder, NAME, ".new"); // 0600, whatever the umask
        try {
            Files.writeString(
                    beside, MemoryText.of(remembered.behind(read().remembered().commands())));
            move(beside, folder.resolve(NAME));
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Found ignored(Path file, String why) {
        return new Found(Remembered.NOTHING, Optional.of(file + " is ignored: " + why));
    }
}
