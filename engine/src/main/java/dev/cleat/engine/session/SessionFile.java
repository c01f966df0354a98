package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.state.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
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
            json.writeStringField("id", identity.id());
            json.writeStringField("kind", identity.kind());
            json.writeStringField("container", identity.container());
            json.writeNumberField("initPid", identity.initPid());
            json.writeStringField("host", identity.host());
            json.writeStringField("bootId", identity.bootId());
            operator(json, identity);
            list(json, "command", identity.argv());
            json.writeStringField("cwd", identity.cwd());
            json.writeNumberField("runUid", identity.runUid());
            json.writeNumberField("runGid", identity.runGid());
            list(json, "namespaces", identity.namespaces());
            list(json, "elevated", identity.elevated());
            text(json, "reason", identity.reason());
            text(json, "recording", recording.map(Path::toString));
            json.writeStringField("started", identity.started().toString());
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void operator(JsonGenerator json, SessionIdentity identity) throws IOException {
        json.writeStringField("user", identity.user());
        json.writeNumberField("uid", identity.uid());
        if (identity.loginUid().isPresent()) {
            json.writeNumberField("loginUid", identity.loginUid().get());
        }
        list(json, "sudoChain", identity.sudoChain());
        text(json, "clientTty", identity.clientTty());
        text(json, "ssh", identity.ssh());
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private static void list(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static byte[] process(Process process) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("pid", process.pid());
            json.writeNumberField("startTicks", process.startTicks());
            text(json, "cgroup", process.cgroup().map(Path::toString));
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
                identity(first),
                first.optionalText("recording").map(Path::of),
                lines.length > 1 ? counters(tree(lines[1])) : Counters.NONE,
                lines.length > 2 ? process(tree(lines[2])) : Process.NONE);
    }

    private static JsonTree tree(String line) throws IOException {
        return JsonTree.of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static SessionIdentity identity(JsonTree file) throws IOException {
        try {
            return new SessionIdentity(
                    file.text("id"),
                    file.optionalText("kind").orElse("attach"),
                    file.text("container"),
                    file.number("initPid", 0),
                    file.optionalText("host").orElse(""),
                    file.optionalText("bootId").orElse(""),
                    file.optionalText("user").orElse(""),
                    file.number("uid", 0),
                    file.optionalText("loginUid").map(Long::valueOf),
                    file.texts("sudoChain"),
                    file.optionalText("clientTty"),
                    file.optionalText("ssh"),
                    file.texts("command"),
                    file.optionalText("cwd").orElse("/"),
                    file.number("runUid", 0),
                    file.number("runGid", 0),
                    file.texts("namespaces"),
                    file.texts("elevated"),
                    file.optionalText("reason"),
                    Instant.parse(file.text("started")));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IOException("not a session's file: " + e.getMessage(), e);
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
