package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.tui.model.OperatorHome;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that must not be there yet, for its owner only. Of one that was not finished, or called back, nothing is kept. */
final class NewFile {

    /** What is written into it. */
    @FunctionalInterface
    interface Body<T> {
        T write(OutputStream out) throws IOException, ContainerException;
    }

    private NewFile() {}

    /** What begins with {@code ~/} is in the home directory; what is relative, where the console was started. */
    static Path target(String text) {
        return target(text, OperatorHome.of(System.getenv()));
    }

    static Path target(String text, Path home) {
        return Path.of(text.startsWith("~/") ? home + text.substring(1) : text)
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Returns what {@code body} does.
     *
     * <p><b>Errors.</b> {@link IOException} when the file is there already, even as a symbolic link that leads nowhere;
     * {@link ClosedByInterruptException} when this thread is interrupted.
     */
    static <T> T write(Path file, Body<T> body) throws IOException, ContainerException {
        OutputStream created = created(file);
        boolean whole = false;
        try (OutputStream out = new BufferedOutputStream(new CalledBack(created))) {
            T result = body.write(out);
            out.flush();
            whole = true;
            return result;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static OutputStream created(Path file) throws IOException {
        // CREATE_NEW is O_EXCL: it follows no link and overwrites nothing.
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return Channels.newOutputStream(Files.newByteChannel(
                    file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        } catch (FileAlreadyExistsException e) {
            throw new IOException("there is something of that name already, and nothing is overwritten", e);
        }
    }

    /** Looks up whether anybody still wants it. */
    private static final class CalledBack extends FilterOutputStream {

        CalledBack(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (Thread.interrupted()) {
                throw new ClosedByInterruptException();
            }
            out.write(bytes, offset, length);
        }
    }
}
