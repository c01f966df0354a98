package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.state.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a session's file, a JSON object a line: who it is, which stays; its {@link Counters}, of a fixed width so that
 * they are overwritten in place; its {@link Process}, once there is one. What comes later is appended: a
 * {@link RecordingNote}, of which the last counts, and who ended it.
 */
final class SessionFile {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DIGITS = 20;
    private static final String ENDED_BY = "endedBy";

    private SessionFile() {}

    /**
     * What changes.
     *
     * @param bytesIn from the operator
     * @param active when something passed last, milliseconds of CLOCK_MONOTONIC
     */
    record Counters(boolean attached, long bytesIn, long bytesOut, long active) {

        static final Counters NONE = new Counters(true, 0, 0, 0);

        byte[] text() {
            String text = "{\"attached\":" + (attached ? "1" : "0") + ",\"in\":" + padded(bytesIn) + ",\"out\":"
                    + padded(bytesOut) + ",\"active\":" + padded(active) + "}\n";
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        /** Blanks before a number are as good JSON as none. */
        private static String padded(long number) {
            String digits = Long.toString(number);
            return " ".repeat(DIGITS - digits.length()) + digits;
        }
    }

    /**
     * The command on the host.
     *
     * @param cgroup a cgroup of the session's own, if it has one
     */
    record Process(long pid, long startTicks, Optional<Path> cgroup) {
        static final Process NONE = new Process(0, 0, Optional.empty());
    }

    /**
     * All that a file tells.
     *
     * @param endedBy who ended it, and how, as a clause
     */
    record Content(
            SessionIdentity identity,
            RecordingNote recording,
            Counters counters,
            Process process,
            Optional<String> endedBy) {}

    static byte[] identity(SessionIdentity identity, RecordingNote recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            IdentityMembers.write(json, identity);
            recording.write(json);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    static byte[] process(Process process) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("pid", process.pid());
            json.writeNumberField("startTicks", process.startTicks());
            if (process.cgroup().isPresent()) {
                json.writeStringField("cgroup", process.cgroup().get().toString());
            }
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** A line of its own, whatever a full disk has left of the one before. */
    static byte[] recording(RecordingNote note) throws IOException {
        return appended(note::write);
    }

    /** @param how it came to its end, as a clause */
    static byte[] endedBy(String how) throws IOException {
        return appended(json -> json.writeStringField(ENDED_BY, how));
    }

    /** A part of a line. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] appended(Members members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('\n');
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** <b>Errors.</b> IOException when it is no session's. A file that is being written has fewer lines. */
    static Content parse(byte[] bytes) throws IOException {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
        JsonTree first = JsonTree.of(lines[0].getBytes(StandardCharsets.UTF_8));
        RecordingNote recording = RecordingNote.read(first);
        Process process = Process.NONE;
        Optional<String> endedBy = Optional.empty();
        for (int i = 2; i < lines.length; i++) {
            JsonTree line = tree(lines[i]);
            process = line.optionalText("pid").isPresent() ? process(line) : process;
            recording = line.optionalText(RecordingNote.PART).isPresent() ? RecordingNote.read(line) : recording;
            endedBy = line.optionalText(ENDED_BY).isPresent() ? line.optionalText(ENDED_BY) : endedBy;
        }
        Counters counters = lines.length > 1 ? counters(tree(lines[1])) : Counters.NONE;
        return new Content(IdentityMembers.read(first), recording, counters, process, endedBy);
    }

    /** One that is not whole says nothing. */
    private static JsonTree tree(String line) {
        try {
            return JsonTree.of(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return JsonTree.EMPTY;
        }
    }

    private static Counters counters(JsonTree line) throws IOException {
        return new Counters(
                line.number("attached", 1) == 1, line.number("in", 0), line.number("out", 0), line.number("active", 0));
    }

    private static Process process(JsonTree line) throws IOException {
        return new Process(
                line.number("pid", 0),
                line.number("startTicks", 0),
                line.optionalText("cgroup").map(Path::of));
    }
}
