package dev.cleat.engine.state;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way from the root to a directory of which nobody else can take a part away: everything on it belongs to root or to this
 * user and is writable for nobody else, unless it is sticky, as /tmp is, where only what lies in it must be ours. It is gone
 * descriptor by descriptor; a symbolic link is followed where it is root's or ours.
 */
public final class TrustedPath implements AutoCloseable {

    private static final int STICKY = 01000;
    private static final int WRITABLE_FOR_ALL = 02;
    private static final int WRITABLE_FOR_GROUP = 020;
    private static final int FOR_OWNER = 0755;
    private static final int FLAGS = Fd.O_PATH | Fd.O_NOFOLLOW;
    private static final int MOST_LINKS = 40; // as path_resolution(7)

    private final Deque<String> rest = new ArrayDeque<>();
    private Fd at;
    private Path name = Path.of("/");
    private FileStatus status;
    private int links;

    private TrustedPath(Path path) throws IOException {
        at = Fd.open(name, FLAGS | Fd.O_DIRECTORY, 0);
        try {
            status = at.status();
            check(name, status);
            push(path);
            while (!rest.isEmpty() && step()) {}
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Goes as far as there is something.
     *
     * <p><b>Errors.</b> IOException naming the part that somebody else could change, or that is no directory.
     */
    public static TrustedPath reach(Path path) throws IOException {
        return new TrustedPath(path.toAbsolutePath());
    }

    /** An open directory. */
    public record Made(Fd directory, boolean isNew) {}

    /**
     * Makes what is missing, the last one with {@code mode}.
     *
     * <p><b>Errors.</b> Also when the last one is writable for others, sticky or not.
     */
    public Made make(int mode) throws IOException {
        boolean isNew = false;
        while (!rest.isEmpty()) {
            String next = rest.peek();
            isNew = tryMake(next, rest.size() == 1 ? mode : FOR_OWNER);
            if (!step()) {
                throw new ErrnoException(name.resolve(next).toString(), Errno.ENOENT);
            }
        }
        checkOwn();
        return new Made(at.openAt(".", Fd.O_RDONLY | Fd.O_DIRECTORY, 0), isNew);
    }

    private boolean tryMake(String next, int mode) throws IOException {
        try {
            return at.tryMakeDirectoryAt(next, mode);
        } catch (ErrnoException e) {
            throw new ErrnoException(name.resolve(next).toString(), e.errno());
        }
    }

    /** As {@link #make}, but nothing is made: whether it could be. */
    public void checkMakeable() throws IOException {
        if (rest.isEmpty()) {
            checkOwn();
        }
        boolean isKernels = at.fileSystem().isKernelInterface();
        if (isKernels || !Files.isWritable(TrustedDirectory.listing(at))) {
            throw new IOException(name + (isKernels ? " is the kernel's" : " is not writable"));
        }
    }

    private void checkOwn() throws IOException {
        if ((status.mode() & (WRITABLE_FOR_ALL | WRITABLE_FOR_GROUP)) != 0) {
            throw writable(name, status);
        }
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            rest.push(path.getName(i).toString());
        }
    }

    /** One name further; false when there is nothing of that name. */
    private boolean step() throws IOException {
        String next = rest.peek();
        Path named = name.resolve(next).normalize();
        Fd found;
        try {
            found = at.openAt(next, FLAGS, 0);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new ErrnoException(named.toString(), e.errno());
        }
        try {
            enter(found, found.status(), named);
        } finally {
            if (found != at) {
                found.close();
            }
        }
        return true;
    }

    private void enter(Fd found, FileStatus of, Path named) throws IOException {
        checkOwner(named, of);
        rest.pop();
        if (of.isSymbolicLink()) {
            follow(named);
            return;
        }
        if (!of.isDirectory()) {
            throw new IOException(named + " is " + of.kind() + ", not a directory");
        }
        check(named, of);
        at.close();
        at = found;
        name = named;
        status = of;
    }

    /** Nobody else can change it: its directory is trusted. */
    private void follow(Path link) throws IOException {
        if (++links > MOST_LINKS) {
            throw new ErrnoException(link.toString(), Errno.ELOOP);
        }
        Path target = Files.readSymbolicLink(TrustedDirectory.listing(at).resolve(link.getFileName()));
        if (target.isAbsolute()) {
            at.close();
            name = Path.of("/");
            at = Fd.open(name, FLAGS | Fd.O_DIRECTORY, 0);
            status = at.status();
        }
        push(target);
    }

    private static void checkOwner(Path named, FileStatus status) throws IOException {
        int self = Credentials.effectiveUid();
        if (status.uid() != 0 && status.uid() != self) {
            throw new IOException(named + " is " + status.kind() + " of uid " + Integer.toUnsignedString(status.uid())
                    + ", who could put another in its place: it must belong to root"
                    + (self == 0 ? "" : " or to uid " + Integer.toUnsignedString(self)));
        }
    }

    /** A user's own group, which many systems let write all that the user makes, is as trusted as the user; so is root's. */
    private static void check(Path named, FileStatus status) throws IOException {
        checkOwner(named, status);
        boolean isOwnGroup = status.gid() == 0 || status.uid() != 0;
        int others = isOwnGroup ? WRITABLE_FOR_ALL : WRITABLE_FOR_ALL | WRITABLE_FOR_GROUP;
        if ((status.mode() & others) != 0 && (status.mode() & STICKY) == 0) {
            throw writable(named, status);
        }
    }

    private static IOException writable(Path named, FileStatus status) {
        return new IOException(named + " is writable for others (mode " + Integer.toOctalString(status.mode() & 07777)
                + "), who could take away what is in it: chmod go-w " + named);
    }

    @Override
    public void close() {
        at.close();
    }
}
