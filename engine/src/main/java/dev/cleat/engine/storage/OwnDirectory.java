package dev.cleat.engine.storage;

import dev.cleat.engine.procfs.MountInfo;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory that is one container's and is removed with it. What is in it may be anybody's: a container's root wrote it.
 * So every step goes from an open directory to a name in it (openat(2), unlinkat(2)), no symbolic link is followed, and
 * nothing is removed where something else is mounted.
 */
public final class OwnDirectory {

    /** Levels that are open at once. */
    private static final int DEEPEST = 64;

    /** No entry is called so. */
    private static final Path NONE = Path.of("");

    private OwnDirectory() {}

    /**
     * Why it must not be removed, a clause; empty: it may.
     *
     * @param mounts of this process
     */
    public static Optional<String> obstacle(Path directory, List<MountInfo> mounts) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(directory + " is no directory of its own but a link to something else");
        }
        Path real = directory.toRealPath();
        return mounts.stream()
                .map(MountInfo::mountPoint)
                .filter(point -> Path.of(point).startsWith(real))
                .findFirst()
                .map(point -> "something is mounted at " + point);
    }

    /**
     * Removes it with everything in it. One that is not there is fine.
     *
     * @param last a file in it that goes when nothing else is left
     */
    public static void remove(Path directory, Path last) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException(parent + ": this Java has no openat(2)");
            }
            removeAll(secure, directory.getFileName(), last);
        } catch (NoSuchFileException e) {
            // Somebody was quicker.
        }
    }

    private static void removeAll(SecureDirectoryStream<Path> parent, Path name, Path last) throws IOException {
        try (SecureDirectoryStream<Path> top = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            boolean again = true;
            while (again) {
                again = removeContents(top, Path.of("."), top, 0, last);
            }
            removeContents(top, Path.of("."), top, 0, NONE);
        }
        removeEmpty(parent, name);
    }

    /**
     * Removes what is in a directory. A level costs a descriptor and some stack, and whoever made the tree decided how
     * many there are: what lies too deep is moved up to the top, for the next time.
     *
     * @param last what stays of the top, for now
     * @return whether anything was moved
     */
    private static boolean removeContents(
            SecureDirectoryStream<Path> parent, Path name, SecureDirectoryStream<Path> top, int depth, Path last)
            throws IOException {
        boolean moved = false;
        try (SecureDirectoryStream<Path> directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : directory) {
                Path file = entry.getFileName();
                if (depth == 0 && file.equals(last)) {
                    continue;
                }
                if (!isDirectory(directory, file)) {
                    directory.deleteFile(file);
                } else if (depth == DEEPEST) {
                    directory.move(file, top, Path.of(".removed-" + UUID.randomUUID()));
                    moved = true;
                } else {
                    moved |= removeContents(directory, file, top, depth + 1, last);
                    removeEmpty(directory, file);
                }
            }
        }
        return moved;
    }

    private static void removeEmpty(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            parent.deleteDirectory(name);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(name + " is being filled while it is removed", e);
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        BasicFileAttributes attributes = parent.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        return attributes.isDirectory();
    }
}
