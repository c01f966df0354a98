package dev.cleat.tui.render;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A session: who sits or sat at what, and what is kept of it. */
final class SessionCells implements RowCells {

    private static final int SHORTEST_TIME = 11;
    private static final int WHOLE_WHO = 17;
    private static final int WHO_WHERE_NARROW = 6;
    private static final int NARROW = 60;

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final Duration THIS_YEAR = Duration.ofDays(300);

    @Override
    public List<Grid.Column> columns(int width) {
        return List.of(
                new Grid.Column("WHEN", false, SHORTEST_TIME, 100),
                Grid.Column.elastic("WHO", width < NARROW ? WHO_WHERE_NARROW : WHOLE_WHO, 95),
                Grid.Column.name("CONTAINER", 9, 98),
                new Grid.Column("DURATION", true, 8, 60),
                new Grid.Column("SIZE", true, 5, 50),
                new Grid.Column("REC", false, 3, 85),
                new Grid.Column("STATE", false, 8, 90),
                Grid.Column.elastic("COMMAND", 8, 70));
    }

    @Override
    public int shortest() {
        return SHORTEST_TIME;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        HostRow.Session session = (HostRow.Session) row;
        boolean live = session.live().isPresent();
        Role text = live ? Role.BODY : Role.DIM;
        return List.of(
                Span.of(session.started().map(time -> when(time, model)).orElse(Figures.UNKNOWN), text),
                who(session, text),
                Span.of(session.name().isEmpty() ? Figures.UNKNOWN : session.name(), live ? Role.TITLE : text),
                Span.of(session.duration(model.now()).map(Figures::span).orElse(Figures.UNKNOWN), text),
                Span.of(size(session), text),
                recording(session, Glyphs.of(model.facts().ascii())),
                Span.of(session.state(), state(session)),
                Span.of(command(session.command()), text));
    }

    private static String when(Instant time, Model model) {
        DateTimeFormatter format = Duration.between(time, model.now()).compareTo(THIS_YEAR) < 0 ? WHEN : YEAR;
        return format.format(ZonedDateTime.ofInstant(time, model.facts().zone()));
    }

    /** Marked who kept privileges of the host. */
    private static Span who(HostRow.Session session, Role text) {
        String user = session.user().isEmpty() ? Figures.UNKNOWN : session.user();
        String from = session.ssh().map(ssh -> " from " + ssh.split(" ", 2)[0]).orElse("");
        boolean elevated =
                session.live().filter(info -> !info.elevated().isEmpty()).isPresent();
        return Span.of(user + from, elevated ? Role.USAGE_WARN : text);
    }

    private static String command(List<String> argv) {
        return argv.isEmpty() ? "(shell)" : ProcessesTab.oneLine(String.join(" ", argv));
    }

    private static String size(HostRow.Session session) {
        return session.recording()
                .filter(info -> info.bytes().isPresent())
                .map(info -> Figures.bytes(info.bytes().getAsLong()))
                .orElse(Figures.UNKNOWN);
    }

    private static Span recording(HostRow.Session session, Glyphs glyphs) {
        if (session.recording().isEmpty()) {
            boolean kept = session.live().flatMap(SessionInfo::recording).isPresent();
            return kept ? Span.of("REC", Role.USAGE_CRITICAL) : Span.of(Figures.UNKNOWN, Role.DIM);
        }
        RecordingInfo info = session.recording().get();
        return switch (info.state()) {
            case LIVE -> Span.of("REC", Role.USAGE_CRITICAL);
            case COMPLETE ->
                info.lostBytes() == 0 ? Span.of(glyphs.done(), Role.STATE_RUNNING) : Span.of("lossy", Role.USAGE_WARN);
            case TRUNCATED -> Span.of("cut", Role.USAGE_WARN);
            case MISSING -> Span.of("gone", Role.DIM);
        };
    }

    private static Role state(HostRow.Session session) {
        return session.live()
                .map(info -> switch (info.state()) {
                    case ATTACHED -> Role.STATE_RUNNING;
                    case DETACHED -> Role.STATE_PAUSED;
                    case ENDED -> Role.STATE_STOPPED;
                })
                .orElse(Role.DIM);
    }
}
