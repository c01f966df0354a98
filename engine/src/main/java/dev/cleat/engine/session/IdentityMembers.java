package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * An identity as members of a JSON object: the same in a session's file, in the header and the meta file of a recording, and
 * in the index of recordings.
 */
public final class IdentityMembers {

    private IdentityMembers() {}

    /** Writes them into the object that is open. */
    public static void write(JsonGenerator json, SessionIdentity who) throws IOException {
        json.writeStringField("id", who.id());
        json.writeStringField("kind", who.kind());
        json.writeStringField("container", who.container());
        text(json, "container_id", who.containerId());
        json.writeNumberField("init_pid", who.initPid());
        json.writeStringField("host", who.host());
        json.writeStringField("boot_id", who.bootId());
        operator(json, who);
        list(json, "argv", who.argv());
        json.writeStringField("cwd", who.cwd());
        json.writeNumberField("run_uid", who.runUid());
        json.writeNumberField("run_gid", who.runGid());
        list(json, "namespaces", who.namespaces());
        list(json, "elevated", who.elevated());
        text(json, "reason", who.reason());
        json.writeStringField("start", who.started().toString());
    }

    private static void operator(JsonGenerator json, SessionIdentity who) throws IOException {
        json.writeStringField("user", who.user());
        json.writeNumberField("uid", who.uid());
        if (who.loginUid().isPresent()) {
            json.writeNumberField("loginuid", who.loginUid().get());
        }
        if (who.sudoChain().size() > 1) {
            json.writeStringField("sudo_user", who.sudoChain().get(0));
        }
        list(json, "sudo_chain", who.sudoChain());
        text(json, "client_tty", who.clientTty());
        text(json, "ssh", who.ssh());
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

    /** <b>Errors.</b> IOException when it is nobody's. */
    static SessionIdentity read(JsonTree members) throws IOException {
        try {
            return new SessionIdentity(
                    members.text("id"),
                    members.optionalText("kind").orElse("attach"),
                    members.text("container"),
                    members.optionalText("container_id"),
                    members.number("init_pid", 0),
                    members.optionalText("host").orElse(""),
                    members.optionalText("boot_id").orElse(""),
                    members.optionalText("user").orElse(""),
                    members.number("uid", 0),
                    members.optionalText("loginuid").map(Long::valueOf),
                    members.texts("sudo_chain"),
                    members.optionalText("client_tty"),
                    members.optionalText("ssh"),
                    members.texts("argv"),
                    members.optionalText("cwd").orElse("/"),
                    members.number("run_uid", 0),
                    members.number("run_gid", 0),
                    members.texts("namespaces"),
                    members.texts("elevated"),
                    members.optionalText("reason"),
                    Instant.parse(members.text("start")));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IOException("not a session's file: " + e.getMessage(), e);
        }
    }
}
