package dev.cleat.cli.output;

import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.SessionInfo.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Sessions as a table; what others chose the words of is escaped. */
public final class SessionTable {

    private static final int LONGEST_COMMAND = 48;

    /** The 48 bits of time in a UUIDv7 (RFC 9562, section 5.7), as written. */
    private static final int SHORT = 13;

    private static final List<Column> COLUMNS = List.of(
            Column.left("ID"),
            Column.left("CONTAINER"),
            Column.left("STATE"),
            Column.left("WHO"),
            Column.right("SINCE"),
            Column.right("IDLE"),
            Column.right("BYTES"),
            Column.left("ELEVATED"),
            Column.left("REC"),
            Column.left("COMMAND"));

    private SessionTable() {}

    /** One line for each, below a header. */
    public static String render(List<SessionInfo> sessions, Instant now, boolean coloured) {
        Table table = new Table(COLUMNS, coloured);
        for (SessionInfo session : sessions) {
            table.add(row(session, shortId(session, sessions), now).stream()
                    .map(Cell::of)
                    .toList());
        }
        return table.render();
    }

    /** As much of it as tells it from the others: its time, and all of it where two began in one millisecond. */
    private static String shortId(SessionInfo session, List<SessionInfo> all) {
        if (session.id().length() <= SHORT) {
            return session.id();
        }
        String start = session.id().substring(0, SHORT);
        return all.stream().filter(other -> other.id().startsWith(start)).count() == 1 ? start : session.id();
    }

    private static List<String> row(SessionInfo session, String id, Instant now) {
        return List.of(
                id,
                VisibleText.of(session.container()),
                state(session),
                VisibleText.of(who(session.who())),
                Figures.age(Duration.between(session.started(), now)),
                session.exitStatus().isPresent() ? "-" : Figures.age(session.idle()),
                Figures.bytes(session.bytesIn() + session.bytesOut()),
                session.elevated().isEmpty() ? "-" : String.join(",", session.elevated()),
                session.recording().isPresent() ? recorded(session.state()) : "-",
                VisibleText.of(command(session.command())));
    }

    /** What nobody sees is kept, and recorded when somebody comes or it ends. */
    private static String recorded(State state) {
        return switch (state) {
            case ATTACHED -> "yes";
            case DETACHED -> "kept";
            case ENDED -> "done";
        };
    }

    private static String state(SessionInfo session) {
        String state = session.state().name().toLowerCase(Locale.ROOT);
        return session.exitStatus().isPresent()
                ? state + " " + session.exitStatus().getAsInt()
                : state;
    }

    /** {@code al(0) from 10.0.0.1 on pts/3}. */
    private static String who(Who who) {
        StringBuilder text =
                new StringBuilder(who.user()).append('(').append(who.uid()).append(')');
        who.ssh()
                .map(ssh -> ssh.split(" ", 2)[0])
                .ifPresent(peer -> text.append(" from ").append(peer));
        who.tty().ifPresent(tty -> text.append(" on ").append(tty.replaceFirst("^/dev/", "")));
        return text.toString();
    }

    private static String command(List<String> argv) {
        String line = argv.isEmpty() ? "(shell)" : String.join(" ", argv);
        return line.codePointCount(0, line.length()) <= LONGEST_COMMAND
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_COMMAND - 3)) + "...";
    }
}
