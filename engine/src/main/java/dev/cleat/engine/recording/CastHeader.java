package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.session.IdentityMembers;
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
    static final String SIGNER = "signer";
    /** Output came through pipes: no terminal made CR LF of its line ends. */
    static final String PIPED = "piped";

    private static final TerminalSize UNKNOWN = new TerminalSize(24, 80);
    private static final List<String> ENVIRONMENT = List.of("TERM", "SHELL");

    private CastHeader() {}

    /** @param signer fingerprint of the key that will sign the end */
    static byte[] line(
            SessionIdentity who,
            RecordingChoice.Input input,
            TerminalSize given,
            boolean piped,
            Optional<String> signer)
            throws IOException {
        TerminalSize size = given.rows() > 0 && given.columns() > 0 ? given : UNKNOWN;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", 2);
            json.writeNumberField("width", size.columns());
            json.writeNumberField("height", size.rows());
            json.writeNumberField("timestamp", who.started().getEpochSecond());
            json.writeStringField("title", who.kind() + " " + who.container() + " as " + who.user());
            json.writeStringField("command", ShellWords.line(who.subject().argv()));
            json.writeObjectFieldStart("env");
            for (String name : ENVIRONMENT) {
                String value = System.getenv(name);
                if (value != null) {
                    json.writeStringField(name, value);
                }
            }
            json.writeEndObject();
            json.writeObjectFieldStart("x_session");
            session(json, who, input);
            if (piped) {
                json.writeBooleanField(PIPED, true);
            }
            if (signer.isPresent()) {
                json.writeStringField(SIGNER, signer.get());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** The members of {@code x_session}, which the meta file has, too. */
    static void session(JsonGenerator json, SessionIdentity who, RecordingChoice.Input input) throws IOException {
        IdentityMembers.write(json, who);
        json.writeStringField("tool", TOOL);
        json.writeStringField("input", input.name().toLowerCase(Locale.ROOT));
    }
}
