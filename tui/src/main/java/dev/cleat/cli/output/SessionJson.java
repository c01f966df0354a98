package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.SessionInfo.Who;
import java.io.IOException;
import java.util.List;

/** Sessions as JSON. */
public final class SessionJson {

    private SessionJson() {}

    /** An array. */
    public static void writeList(JsonGenerator json, List<SessionInfo> sessions) throws IOException {
        json.writeStartArray();
        for (SessionInfo session : sessions) {
            write(json, session);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, SessionInfo session) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", session.id());
        json.writeStringField("container", session.container());
        json.writeStringField("state", session.state().name());
        json.writeFieldName("who");
        write(json, session.who());
        list(json, "command", session.command());
        json.writeStringField("since", session.started().toString());
        json.writeNumberField("idleSeconds", session.idle().toSeconds());
        json.writeNumberField("bytesIn", session.bytesIn());
        json.writeNumberField("bytesOut", session.bytesOut());
        list(json, "elevated", session.elevated());
        if (session.reason().isPresent()) {
            json.writeStringField("reason", session.reason().get());
        }
        if (session.recording().isPresent()) {
            json.writeStringField("recording", session.recording().get().toString());
            json.writeStringField("recordingState", recordingState(session.state()));
        }
        if (session.exitStatus().isPresent()) {
            json.writeNumberField("exitStatus", session.exitStatus().getAsInt());
        }
        json.writeEndObject();
    }

    private static String recordingState(State state) {
        return switch (state) {
            case ATTACHED -> "LIVE";
            case DETACHED -> "KEPT";
            case ENDED -> "COMPLETE";
        };
    }

    private static void write(JsonGenerator json, Who who) throws IOException {
        json.writeStartObject();
        json.writeStringField("user", who.user());
        json.writeNumberField("uid", who.uid());
        if (who.loginUid().isPresent()) {
            json.writeNumberField("loginUid", who.loginUid().get());
        }
        list(json, "sudoChain", who.chain());
        if (who.ssh().isPresent()) {
            json.writeStringField("ssh", who.ssh().get());
        }
        if (who.tty().isPresent()) {
            json.writeStringField("tty", who.tty().get());
        }
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
