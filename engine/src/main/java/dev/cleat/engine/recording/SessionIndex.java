package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SessionIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The index of recordings: {@code sessions.jsonl}, a line where each begins and one where it ends, each brought to the disk
 * at once. The last line holds the final hashes: who changes a recording has to change this file as well, and whoever
 * ships it elsewhere has a witness.
 */
final class SessionIndex {

    static final String NAME = "sessions.jsonl";
    private static final int FLAGS = Fd.O_RDWR | Fd.O_APPEND | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;

    private SessionIndex() {}

    /** Appends one line with one write(2), so that lines of several sessions do not mix. */
    static void append(Fd directory, RecordingFiles.Ownership ownership, RecordingFiles.Members members)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = CastHeader.JSON.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        out.write('\n');
        try (Fd file = directory.openAt(NAME, FLAGS, 0600)) {
            if (!file.status().isRegular()) {
                throw new IOException(NAME + " is not a regular file");
            }
            if (file.status().size() == 0) {
                ownership.of(file);
            }
            file.writeFully(out.toByteArray());
            file.sync();
        }
    }

    static void start(JsonGenerator json, SessionIdentity who, RecordingChoice.Input input, String file)
            throws IOException {
        json.writeStringField("event", "start");
        json.writeStringField("file", file);
        CastHeader.session(json, who, input);
    }

    static void end(JsonGenerator json, String id, String file, Ending ending) throws IOException {
        json.writeStringField("event", "end");
        json.writeStringField("file", file);
        json.writeStringField("id", id);
        ending.write(json);
    }
}
