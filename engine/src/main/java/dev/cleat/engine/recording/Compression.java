package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.state.TrustedDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses the recordings of a directory that nobody writes any more, also those that were left when one was cut off. */
final class Compression {

    private static final int BUFFER = 1 << 16;
    private static final int FLAGS = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;

    private final Fd directory;
    private final RecordingFiles.Ownership ownership;

    Compression(Fd directory, RecordingFiles.Ownership ownership) {
        this.directory = directory;
        this.ownership = ownership;
    }

    void run() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(TrustedDirectory.listing(directory), "*" + RecordingName.SUFFIX)) {
            for (Path file : files) {
                recording(file.getFileName());
            }
        }
    }

    /** Who records holds its lock, and so does who compresses. One that is empty is just being made. */
    private void recording(Path cast) throws IOException {
        try (Fd file = directory.openAt(cast.toString(), Fd.O_RDWR | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            if (file.status().isRegular() && file.status().size() > 0 && FileLock.tryTake(file)) {
                compress(AuditFile.of(cast).toString());
                compress(cast.toString());
                directory.sync();
            }
        }
    }

    /** The compressed file is whole and on the disk before it has its name, and has its name before the plain one goes. */
    private void compress(String name) throws IOException {
        Path files = TrustedDirectory.listing(directory);
        if (!Files.exists(files.resolve(name))) {
            return; // it was done before, or there never was one
        }
        String temporary = name + StoredFile.SUFFIX + ".new";
        try (Fd file = directory.openAt(temporary, FLAGS, 0600)) {
            ownership.of(file);
            try (InputStream in = Files.newInputStream(files.resolve(name));
                    OutputStream out = new Gzip(Files.newOutputStream(files.resolve(temporary)))) {
                in.transferTo(out);
            }
            file.sync();
            directory.renameAt(temporary, name + StoredFile.SUFFIX);
        } catch (IOException e) {
            directory.unlinkAt(temporary);
            throw e;
        }
        directory.unlinkAt(name);
    }

    /** Terminal output becomes a tenth of its size at the level that costs least; the next ones gain little. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream target) throws IOException {
            super(target, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
