package dev.cleat.engine.storage;

import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.plan.HostFiles;
import dev.cleat.engine.plan.StartPlan.IdMaps;
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

    private final IdRanges ranges;
    private final UserNamespaces userNamespaces;

    /**
     * @param ranges which ids containers have
     * @param userNamespaces finds those that already are
     */
    public LocalHostFiles(IdRanges ranges, UserNamespaces userNamespaces) {
        this.ranges = ranges;
        this.userNamespaces = userNamespaces;
    }

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

    @Override
    public Optional<Owner> owner(Path path) {
        return status(path)
                .map(status -> new Owner(Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid())));
    }

    @Override
    public Optional<Path> firstClosed(Path path, Walker user) {
        return PathAccess.firstClosed(path, user);
    }

    @Override
    public Optional<String> fileSystem(Path image) {
        return ImageFormat.of(image);
    }

    @Override
    public Optional<Device> device(Path path) {
        return status(path)
                .filter(status -> status.isCharacterDevice() || status.isBlockDevice())
                .map(status ->
                        new Device(status.isBlockDevice() ? 'b' : 'c', status.deviceMajor(), status.deviceMinor()));
    }

    @Override
    public Optional<IdMaps> idMaps(NamespaceSource user) {
        return userNamespaces.idMaps(user);
    }

    @Override
    public IdUse idUse(String container) {
        return ranges.use(container);
    }

    private static Optional<FileStatus> status(Path path) {
        try (Fd file = Fd.open(path, Fd.O_PATH, 0)) {
            return Optional.of(file.status());
        } catch (ErrnoException unseen) {
            return Optional.empty();
        }
    }
}
