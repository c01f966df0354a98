package dev.cleat.tui.render;

import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A session: who sits or sat at what. */
final class SessionCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("CONTAINER", false, 8, 100),
            new Grid.Column("STATE", false, 8, 90),
            Grid.Column.elastic("WHO", 8, 95),
            new Grid.Column("SINCE", true, 5, 80),
            new Grid.Column("IDLE", true, 4, 60),
            new Grid.Column("REC", false, 3, 85),
            Grid.Column.elastic("COMMAND", 8, 70),
            new Grid.Column("ID", false, 12, 50));

    @Override
    public List<Grid.Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        SessionInfo session = ((HostRow.Session) row).session();
        String command = session.command().isEmpty() ? "(shell)" : String.join(" ", session.command());
        String from =
                session.who().ssh().map(ssh -> " from " + ssh.split(" ", 2)[0]).orElse("");
        return List.of(
                Span.of(session.container(), Role.TITLE),
                Span.plain(session.state().name().toLowerCase(Locale.ROOT)
                        + (session.exitStatus().isPresent()
                                ? " " + session.exitStatus().getAsInt()
                                : "")),
                Span.of(
                        SafeText.of(session.who().user() + from),
                        session.elevated().isEmpty() ? Role.BODY : Role.USAGE_WARN),
                Span.plain(Figures.age(Duration.between(session.started(), model.now()))),
                Span.plain(Figures.age(session.idle())),
                session.recording().isPresent()
                        ? Span.of("REC", Role.USAGE_CRITICAL)
                        : Span.of(Figures.UNKNOWN, Role.DIM),
                Span.plain(command),
                Span.of(session.id(), Role.DIM));
    }
}
