package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The file beside a recording that tells how it ended. One without it was cut off. */
final class MetaFile {

    static final String SUFFIX = ".meta.json";
    private static final int FLAGS = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;

    private MetaFile() {}

    static Path of(Path cast) {
        Path plain = StoredFile.plain(cast);
        return plain.resolveSibling(plain.getFileName() + SUFFIX);
    }

    /** Written beside and renamed: it is there as a whole or not at all. */
    static void write(
            Fd directory,
            RecordingRequest request,
            RecordingFiles.Ownership ownership,
            SessionIdentity who,
            CastWriter.Written written,
            RecordingEnd end,
            Instant now)
            throws IOException {
        String name = of(request.file()).getFileName().toString();
        String temporary = name + "." + who.id() + ".new";
        try (Fd file = directory.openAt(temporary, FLAGS, 0600)) {
            ownership.of(file);
            file.writeFully(text(request, who, written, end, now));
            file.sync();
            directory.renameAt(temporary, name);
        } catch (IOException e) {
            directory.unlinkAt(temporary);
            throw e;
        }
        directory.sync();
    }

    private static byte[] text(
            RecordingRequest request, SessionIdentity who, CastWriter.Written written, RecordingEnd end, Instant now)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = CastHeader.JSON.createGenerator(out)) {
            json.writeStartObject();
            CastHeader.session(json, who, request.input());
            json.writeStringField("end", now.toString());
            writeEnd(json, end);
            json.writeNumberField("duration", written.micros() / 1e6);
            json.writeNumberField("bytes_out", written.output());
            json.writeNumberField("bytes_in", written.input());
            json.writeNumberField("resizes", written.resizes());
            json.writeNumberField("lost", written.lost());
            json.writeNumberField("records", written.records());
            json.writeNumberField("size", written.bytes());
            json.writeStringField("sha256", written.sha256());
            json.writeStringField("chain", written.chain());
            json.writeBooleanField("truncated", false);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** {@code "exit": {"code": 3}}, with a signal's number beside the status that a shell would give. */
    static void writeEnd(JsonGenerator json, RecordingEnd end) throws IOException {
        json.writeObjectFieldStart("exit");
        if (end.status().isPresent()) {
            int status = end.status().getAsInt();
            json.writeNumberField("code", status);
            if (end.reason() == RecordingEnd.Reason.SIGNAL) {
                json.writeNumberField("signal", status - 128);
            }
        }
        json.writeStringField("reason", end.reason().word());
        json.writeEndObject();
    }
}
