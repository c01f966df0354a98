package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.state.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The file beside a recording that tells how it ended. One without it was cut off. */
final class MetaFile {

    static final String SUFFIX = ".meta.json";
    /** Bytes that one is read of at most. */
    private static final int LARGEST = 8 << 20; // argv is in it

    private static final int FLAGS = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;

    private MetaFile() {}

    static Path of(Path cast) {
        Path plain = StoredFile.plain(cast);
        return plain.resolveSibling(plain.getFileName() + SUFFIX);
    }

    /**
     * What it tells of {@code cast}.
     *
     * <p><b>Errors.</b> IOException when there is none, or something else in its place.
     */
    static JsonTree read(Path cast) throws IOException {
        return JsonTree.of(RegularFile.read(of(cast), LARGEST));
    }

    /** Written beside and renamed: it is there as a whole or not at all. */
    static void write(
            Fd directory,
            RecordingRequest request,
            RecordingFiles.Ownership ownership,
            SessionIdentity who,
            Ending ending)
            throws IOException {
        String name = of(request.file()).getFileName().toString();
        String temporary = name + "." + who.id() + ".new";
        try (Fd file = directory.openAt(temporary, FLAGS, 0600)) {
            ownership.of(file);
            file.writeFully(text(request, who, ending));
            file.sync();
            directory.renameAt(temporary, name);
        } catch (IOException e) {
            directory.unlinkAt(temporary);
            throw e;
        }
        directory.sync();
    }

    private static byte[] text(RecordingRequest request, SessionIdentity who, Ending ending) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = CastHeader.JSON.createGenerator(out)) {
            json.writeStartObject();
            CastHeader.session(json, who, request.input());
            ending.write(json);
            json.writeNumberField("bytes_out", ending.written().output());
            json.writeNumberField("bytes_in", ending.written().input());
            json.writeNumberField("resizes", ending.written().resizes());
            json.writeBooleanField("truncated", false);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }
}
