package dev.cleat.engine.session;

import dev.cleat.engine.definition.Escaped;
import java.util.List;
import java.util.Optional;

/** What the host's log is told of a session: one line, in which nothing can pass for another line. */
public final class SessionNotice {

    private static final int LONGEST = 1200;

    private SessionNotice() {}

    /** @param what happens to it, as a clause */
    public static String of(SessionIdentity who, String what) {
        StringBuilder line = new StringBuilder("session ").append(who.id());
        field(line, "container", who.container());
        field(line, "user", who.user());
        field(line, "uid", Long.toString(who.uid()));
        who.loginUid().ifPresent(uid -> field(line, "loginuid", Long.toString(uid)));
        optional(line, "tty", who.clientTty());
        optional(line, "ssh", who.ssh());
        list(line, "elevated", who.elevated());
        list(line, "command", who.argv());
        optional(line, "reason", who.reason());
        String told = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line.toString();
        return told + " " + what;
    }

    private static void optional(StringBuilder line, String name, Optional<String> value) {
        value.ifPresent(text -> field(line, name, text));
    }

    private static void list(StringBuilder line, String name, List<String> values) {
        if (!values.isEmpty()) {
            field(line, name, String.join(" ", values));
        }
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(' ').append(name).append("=\"");
        value.codePoints().limit(LONGEST).forEach(c -> append(line, c));
        line.append('"');
    }

    private static void append(StringBuilder line, int c) {
        if (Escaped.isControl(c)) {
            line.append(String.format("\\u%04x", c));
        } else {
            line.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
        }
    }
}
