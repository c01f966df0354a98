package dev.cleat.engine.session;

import dev.cleat.engine.definition.Escaped;
import java.util.List;
import java.util.Optional;

/**
 * What the host's log is told of a session: one line, in which nothing can pass for another line, and no word that an operator
 * chose stands before what the kernel knows, or takes its place.
 */
public final class SessionNotice {

    /** Characters of a field that the kernel, or the host's own files, bound; of one that anybody may choose. */
    private static final int KNOWN = 128;

    private static final int CHOSEN = 300;

    private SessionNotice() {}

    /** @param what happens to it, as a clause */
    public static String of(SessionIdentity who, String what) {
        StringBuilder line = new StringBuilder("session ").append(who.id());
        field(line, "uid", Long.toString(who.client().uid()), KNOWN);
        who.client().loginUid().ifPresent(uid -> field(line, "loginuid", Long.toString(uid), KNOWN));
        field(line, "init", Long.toString(who.initPid()), KNOWN);
        field(line, "container", who.container(), KNOWN);
        optional(line, "tty", who.client().tty(), KNOWN);
        optional(line, "elevated", words(who.subject().elevated()), KNOWN);
        field(line, "user", who.client().user(), KNOWN);
        optional(line, "ssh", who.client().ssh(), KNOWN);
        optional(line, "command", words(who.subject().argv()), CHOSEN);
        optional(line, "reason", who.subject().reason(), CHOSEN);
        return line + " " + what;
    }

    private static Optional<String> words(List<String> words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static void optional(StringBuilder line, String name, Optional<String> value, int most) {
        value.ifPresent(text -> field(line, name, text, most));
    }

    private static void field(StringBuilder line, String name, String value, int most) {
        line.append(' ').append(name).append("=\"");
        int end = line.length() + most;
        int[] characters = value.codePoints().limit(most + 1L).toArray();
        for (int c : characters) {
            String shown = shown(c);
            if (line.length() + shown.length() > end) {
                line.append("...");
                break;
            }
            line.append(shown);
        }
        line.append('"');
    }

    private static String shown(int c) {
        if (Escaped.isControl(c)) {
            return String.format("\\u%04x", c);
        }
        return (c == '"' || c == '\\' ? "\\" : "") + Character.toString(c);
    }
}
