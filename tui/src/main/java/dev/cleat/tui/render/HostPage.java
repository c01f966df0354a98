package dev.cleat.tui.render;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.model.HostView;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The whole host as a table. */
final class HostPage {

    private static final List<Grid.Column> NAMESPACES = List.of(
            new Grid.Column("TYPE", false, 6, 100),
            new Grid.Column("INODE", true, 10, 60),
            new Grid.Column("PROCS", true, 5, 80),
            new Grid.Column("LEADER", true, 6, 50),
            Grid.Column.elastic("COMMAND", 8, 40),
            new Grid.Column("SHARED", false, 6, 90),
            Grid.Column.elastic("CONTAINERS", 12, 95));

    private static final List<Grid.Column> CGROUPS = List.of(
            new Grid.Column("CGROUP", false, 16, 100),
            Grid.Column.elastic("CONTAINER", 8, 60),
            new Grid.Column("CPU%", true, 5, 90),
            new Grid.Column("MEM", true, 5, 95),
            new Grid.Column("MEM/LIM", true, 7, 70),
            new Grid.Column("PIDS", true, 4, 80),
            new Grid.Column("OOM", true, 3, 65),
            new Grid.Column("PSI C/M/I", true, 9, 50));

    private static final List<Grid.Column> SESSIONS = List.of(
            new Grid.Column("CONTAINER", false, 8, 100),
            new Grid.Column("STATE", false, 8, 90),
            Grid.Column.elastic("WHO", 8, 95),
            new Grid.Column("SINCE", true, 5, 80),
            new Grid.Column("IDLE", true, 4, 60),
            new Grid.Column("REC", false, 3, 85),
            Grid.Column.elastic("COMMAND", 8, 70),
            new Grid.Column("ID", false, 12, 50));

    private static final List<Grid.Column> EVENTS = List.of(
            new Grid.Column("TIME", false, 8, 100),
            new Grid.Column("CONTAINER", false, 8, 95),
            new Grid.Column("STATE", false, 8, 90),
            new Grid.Column("BY", false, 4, 60),
            Grid.Column.elastic("REASON", 8, 80));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    private HostPage() {}

    static Page of(Model model, Screen.Host screen) {
        if (screen.problem().isPresent()) {
            return nothing(SafeText.of(screen.problem().get().message()), Role.NOTICE_BAD);
        }
        if (!screen.read() || screen.view().isEmpty()) {
            return nothing(screen.read() ? empty(screen.view()) : "reading...", Role.DIM);
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<List<Span>> rows = new ArrayList<>();
        List<Grid.Column> columns = rows(model, screen.view(), glyphs, rows);
        int most = screen.view() instanceof HostView.Cgroups ? model.size().columns() / 2 : 30;
        Grid grid = new Grid(columns, rows, model.size().columns(), 10, most, glyphs.ellipsis());
        return new Page(
                List.of(grid.header(-1, "")), rows.stream().map(grid::row).toList(), screen.scroll());
    }

    private static Page nothing(String text, Role role) {
        return new Page(List.of(), List.of(Line.EMPTY, Line.of(" " + text, role)), 0);
    }

    private static String empty(HostView view) {
        if (view instanceof HostView.Sessions) {
            return "nobody is attached to a container";
        }
        return view instanceof HostView.Events ? "nothing has happened since the host started" : "nothing to see here";
    }

    private static List<Grid.Column> rows(Model model, HostView view, Glyphs glyphs, List<List<Span>> rows) {
        if (view instanceof HostView.Namespaces namespaces) {
            namespaces.groups().forEach(group -> rows.add(namespace(group)));
            return NAMESPACES;
        }
        if (view instanceof HostView.Cgroups cgroups) {
            cgroups.nodes().forEach(node -> rows.add(cgroup(node)));
            return CGROUPS;
        }
        if (view instanceof HostView.Sessions sessions) {
            sessions.sessions().forEach(session -> rows.add(session(model, session)));
            return SESSIONS;
        }
        ((HostView.Events) view).events().forEach(event -> rows.add(event(model, event, glyphs)));
        return EVENTS;
    }

    private static List<Span> namespace(NamespaceGroup group) {
        return List.of(
                Span.of(group.type().procName(), Role.TITLE),
                Span.plain(Long.toString(group.inode())),
                Span.plain(Integer.toString(group.processes())),
                Span.plain(Long.toString(group.leader())),
                Span.of(SafeText.of(group.command()), Role.DIM),
                group.isShared()
                        ? Span.of(
                                group.host()
                                        ? "host"
                                        : Integer.toString(group.containers().size()),
                                Role.USAGE_WARN)
                        : Span.of(group.host() ? "(host)" : Figures.UNKNOWN, Role.DIM),
                Span.of(SafeText.of(String.join(" ", group.containers())), Role.TABLE_MARK));
    }

    private static List<Span> cgroup(CgroupNode node) {
        String name =
                node.depth() == 0 ? "/" : node.path().substring(node.path().lastIndexOf('/') + 1);
        return List.of(
                Span.of(
                        " ".repeat(2 * node.depth()) + SafeText.of(name),
                        node.container().isPresent() ? Role.TITLE : Role.BODY),
                Span.of(SafeText.of(node.container().orElse("")), Role.TABLE_MARK),
                percent(node.usage().cpuPercent()),
                bytes(node.usage().memoryBytes()),
                bytes(node.usage().memoryLimitBytes()),
                number(node.usage().pids()),
                node.usage().oomKills().orElse(0) > 0
                        ? Span.of(Long.toString(node.usage().oomKills().getAsLong()), Role.USAGE_CRITICAL)
                        : Span.of(Figures.UNKNOWN, Role.DIM),
                pressure(node));
    }

    private static Span pressure(CgroupNode node) {
        if (node.cpuPressure().isEmpty()
                && node.memoryPressure().isEmpty()
                && node.ioPressure().isEmpty()) {
            return Span.of(Figures.UNKNOWN, Role.DIM);
        }
        return Span.plain(percent(node.cpuPressure()).text() + "/"
                + percent(node.memoryPressure()).text() + "/"
                + percent(node.ioPressure()).text());
    }

    private static List<Span> session(Model model, SessionInfo session) {
        String command = session.command().isEmpty() ? "(shell)" : String.join(" ", session.command());
        String from =
                session.who().ssh().map(ssh -> " from " + ssh.split(" ", 2)[0]).orElse("");
        return List.of(
                Span.of(SafeText.of(session.container()), Role.TITLE),
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
                Span.plain(SafeText.of(command)),
                Span.of(session.id(), Role.DIM));
    }

    private static List<Span> event(Model model, StateEvent event, Glyphs glyphs) {
        return List.of(
                Span.of(TIME.format(event.time().atZone(model.facts().zone())), Role.DIM),
                Span.of(SafeText.of(event.container()), Role.TITLE),
                StateText.of(event.state(), false, glyphs),
                Span.plain(SafeText.of(event.by().orElse(Figures.UNKNOWN))),
                Span.plain(SafeText.of(event.reason().orElse(""))));
    }

    private static Span percent(OptionalDouble percent) {
        return percent.isPresent()
                ? Span.plain(Figures.percent(percent.getAsDouble()))
                : Span.of(Figures.UNKNOWN, Role.DIM);
    }

    private static Span bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Span.plain(Figures.bytes(bytes.getAsLong())) : Span.of(Figures.UNKNOWN, Role.DIM);
    }

    private static Span number(OptionalLong number) {
        return number.isPresent() ? Span.plain(Long.toString(number.getAsLong())) : Span.of(Figures.UNKNOWN, Role.DIM);
    }
}
