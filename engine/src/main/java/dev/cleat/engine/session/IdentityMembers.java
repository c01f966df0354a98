package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.session.SessionIdentity.Client;
import dev.cleat.engine.session.SessionIdentity.Subject;
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
        Subject subject = who.subject();
        text(json, "container_id", subject.id());
        json.writeNumberField("init_pid", who.initPid());
        json.writeStringField("host", who.client().host());
        json.writeStringField("boot_id", who.client().bootId());
        operator(json, who.client());
        list(json, "argv", subject.argv());
        json.writeStringField("cwd", who.client().cwd());
        json.writeNumberField("run_uid", subject.runUid());
        json.writeNumberField("run_gid", subject.runGid());
        list(json, "namespaces", subject.namespaces());
        list(json, "elevated", subject.elevated());
        text(json, "reason", subject.reason());
        json.writeStringField("start", who.started().toString());
    }

    private static void operator(JsonGenerator json, Client who) throws IOException {
        json.writeStringField("user", who.user());
        json.writeNumberField("uid", who.uid());
        if (who.loginUid().isPresent()) {
            json.writeNumberField("loginuid", who.loginUid().get());
        }
        if (who.sudoChain().size() > 1) {
            json.writeStringField("sudo_user", who.sudoChain().get(0));
        }
        list(json, "sudo_chain", who.sudoChain());
        text(json, "client_tty", who.tty());
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
                    members.optionalText("kind").orElse(SessionIdentity.ATTACH),
                    subject(members),
                    client(members),
                    Instant.parse(members.text("start")));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IOException("not a session's file: " + e.getMessage(), e);
        }
    }

    private static Subject subject(JsonTree members) throws IOException {
        return new Subject(
                members.text("container"),
                members.optionalText("container_id"),
                members.number("init_pid", 0),
                members.texts("argv"),
                members.number("run_uid", 0),
                members.number("run_gid", 0),
                members.texts("namespaces"),
                members.texts("elevated"),
                members.optionalText("reason"));
    }

    private static Client client(JsonTree members) throws IOException {
        return new Client(
                members.optionalText("host").orElse(""),
                members.optionalText("boot_id").orElse(""),
                members.optionalText("user").orElse(""),
                members.number("uid", 0),
                members.optionalText("loginuid").map(Long::valueOf),
                members.texts("sudo_chain"),
                members.optionalText("client_tty"),
                members.optionalText("ssh"),
                members.optionalText("cwd").orElse("/"));
    }
}
