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
 * they are overwritten in place; its {@link Process}, once there is one.
 */
final class SessionFile {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DIGITS = 20;

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

    /** All that a file tells. */
    record Content(SessionIdentity identity, Optional<Path> recording, Counters counters, Process process) {}

    static byte[] identity(SessionIdentity identity, Optional<Path> recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            IdentityMembers.write(json, identity);
            if (recording.isPresent()) {
                json.writeStringField("recording", recording.get().toString());
            }
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

    /** <b>Errors.</b> IOException when it is no session's. A file that is being written has fewer lines. */
    static Content parse(byte[] bytes) throws IOException {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
        JsonTree first = tree(lines[0]);
        return new Content(
                IdentityMembers.read(first),
                first.optionalText("recording").map(Path::of),
                lines.length > 1 ? counters(tree(lines[1])) : Counters.NONE,
                lines.length > 2 ? process(tree(lines[2])) : Process.NONE);
    }

    private static JsonTree tree(String line) throws IOException {
        return JsonTree.of(line.getBytes(StandardCharsets.UTF_8));
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
