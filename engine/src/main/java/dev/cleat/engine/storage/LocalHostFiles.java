package dev.cleat.engine.storage;

import dev.cleat.engine.plan.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This host's files, for planning. */
public final class LocalHostFiles implements HostFiles {

    /** More than any honest /etc/passwd. */
    private static final int LARGEST = 1 << 20;

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public Optional<String> read(List<Path> layers, String path) {
        return layers.stream()
                .map(layer -> read(layer, Path.of("/").relativize(Path.of(path))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<String> readOwn(Path file) {
        // Asked first, because opening a pipe would block.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Every part below {@code layer} is looked at without following it: a link in a hostile root may lead anywhere. */
    private static Optional<String> read(Path layer, Path relative) {
        Path file = layer;
        for (Path part : relative) {
            file = file.resolve(part);
            if (Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
        }
        // Asked first, because opening a pipe would block.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            // Planning then says which name it could not find; ids work without it.
            return Optional.empty();
        }
    }
}
