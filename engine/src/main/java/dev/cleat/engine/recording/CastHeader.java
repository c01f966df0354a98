package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.session.SessionIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first line of an asciicast v2: the size of the screen, and who did what where. */
final class CastHeader {

    static final JsonFactory JSON = new JsonFactory();
    static final String TOOL = "cleat/0.1";
    private static final TerminalSize UNKNOWN = new TerminalSize(24, 80);
    private static final List<String> ENVIRONMENT = List.of("TERM", "SHELL");

    private CastHeader() {}

    static byte[] line(SessionIdentity who, RecordingChoice.Input input, TerminalSize given) throws IOException {
        TerminalSize size = given.rows() > 0 && given.columns() > 0 ? given : UNKNOWN;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", 2);
            json.writeNumberField("width", size.columns());
            json.writeNumberField("height", size.rows());
            json.writeNumberField("timestamp", who.started().getEpochSecond());
            json.writeStringField("title", who.kind() + " " + who.container() + " as " + who.user());
            json.writeStringField("command", ShellWords.quote(who.argv()));
            json.writeObjectFieldStart("env");
            for (String name : ENVIRONMENT) {
                text(json, name, Optional.ofNullable(System.getenv(name)));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("x_session");
            session(json, who, input);
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** The members of {@code x_session}, which the meta file has, too. */
    static void session(JsonGenerator json, SessionIdentity who, RecordingChoice.Input input) throws IOException {
        json.writeStringField("id", who.id());
        json.writeStringField("kind", who.kind());
        json.writeStringField("container", who.container());
        json.writeNumberField("init_pid", who.initPid());
        json.writeStringField("host", who.host());
        json.writeStringField("boot_id", who.bootId());
        json.writeStringField("user", who.user());
        json.writeNumberField("uid", who.uid());
        if (who.loginUid().isPresent()) {
            json.writeNumberField("loginuid", who.loginUid().get());
        }
        if (who.sudoChain().size() > 1) {
            json.writeStringField("sudo_user", who.sudoChain().get(0));
        }
        text(json, "client_tty", who.clientTty());
        text(json, "ssh", who.ssh());
        texts(json, "argv", who.argv());
        json.writeStringField("cwd", who.cwd());
        json.writeNumberField("run_uid", who.runUid());
        json.writeNumberField("run_gid", who.runGid());
        texts(json, "namespaces", who.namespaces());
        json.writeStringField("tool", TOOL);
        json.writeStringField("input", input.name().toLowerCase(Locale.ROOT));
        json.writeStringField("start", who.started().toString());
        texts(json, "elevated", who.elevated());
        text(json, "reason", who.reason());
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
