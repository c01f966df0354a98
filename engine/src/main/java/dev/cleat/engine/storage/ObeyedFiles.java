package dev.cleat.engine.storage;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.importing.LxcFiles;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * This host's files, for definitions that are run: their hooks have the rights of this process, so nobody but root and this
 * user may decide what they say. What is read is what was looked at, whatever becomes of its name.
 */
public final class ObeyedFiles implements LxcFiles {

    private static final int FLAGS = Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY;
    private static final int STICKY = 01000;
    private static final int WRITABLE_FOR_ALL = 02;
    private static final int WRITABLE_FOR_GROUP = 020;

    private final LocalConfigFiles files = new LocalConfigFiles();
    private final int self = Credentials.effectiveUid();
    private final Set<Integer> owners = new HashSet<>(List.of(0, self));
    private boolean takesOwner;
    private RefusedException refused;

    private ObeyedFiles(boolean takesOwner) {
        this.takesOwner = takesOwner;
    }

    /** For a definition that was found by the name of its container. */
    public static ObeyedFiles ofStored() {
        return new ObeyedFiles(false);
    }

    /** For a file that the operator named: its owner is trusted, too, as root does who starts what he wrote as a user. */
    public static ObeyedFiles ofNamed() {
        return new ObeyedFiles(true);
    }

    /**
     * That nobody else could put another file in the place of {@code stored}: the directory that it is found in, and the one
     * it is in when it is a link.
     *
     * <p><b>Errors.</b> {@link RefusedException} when somebody else could.
     */
    public void requireKept(Path stored) throws RefusedException {
        try {
            Path named = stored.toAbsolutePath().getParent();
            Path real = stored.toRealPath().getParent();
            for (Path directory : named.equals(real) ? List.of(named) : List.of(named, real)) {
                try (Fd fd = Fd.open(directory, Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
                    check(directory, fd.status());
                }
            }
        } catch (IOException unreadable) {
            requireObeyed(); // else whoever reads it is told why it cannot be
        }
    }

    /**
     * That everything was obeyed that was read so far.
     *
     * <p><b>Errors.</b> {@link RefusedException} about the first that was not.
     */
    public void requireObeyed() throws RefusedException {
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public byte[] firstBytes(Path file, int atMost) throws IOException {
        try (Fd fd = Fd.open(file, FLAGS, 0)) {
            FileStatus status = fd.status();
            if (status.isRegular() && !fd.fileSystem().isKernelInterface()) {
                if (takesOwner) {
                    owners.add(status.uid());
                    takesOwner = false;
                }
                check(file, status);
                return fd.readUpTo(atMost);
            }
        } catch (ErrnoException e) {
            // Told below.
        }
        files.firstBytes(file, atMost); // tells why it cannot be read
        throw new FileSystemException(file.toString(), null, "changed while it was opened");
    }

    @Override
    public Optional<List<Path>> entries(Path path) throws IOException {
        return files.entries(path);
    }

    private void check(Path path, FileStatus status) throws FileSystemException {
        if (!owners.contains(status.uid())) {
            refuse(path, "belongs to uid " + Integer.toUnsignedString(status.uid()), "chown " + self + " " + path);
        }
        boolean isOwnGroup = status.gid() == 0 || status.uid() != 0; // as many systems give every user one
        int others = isOwnGroup ? WRITABLE_FOR_ALL : WRITABLE_FOR_ALL | WRITABLE_FOR_GROUP;
        boolean isSticky = status.isDirectory() && (status.mode() & STICKY) != 0;
        if ((status.mode() & others) != 0 && !isSticky) {
            refuse(path, "is writable for others", "chmod go-w " + path);
        }
    }

    private void refuse(Path path, String why, String advice) throws FileSystemException {
        String who = self == 0 ? "root" : "uid " + Integer.toUnsignedString(self);
        String reason = why + ", who would decide what " + who + " runs";
        if (refused == null) {
            refused = new RefusedException(path + " " + reason, advice);
        }
        throw new FileSystemException(path.toString(), null, reason);
    }
}
