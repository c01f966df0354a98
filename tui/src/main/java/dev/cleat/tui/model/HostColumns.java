package dev.cleat.tui.model;

import dev.cleat.engine.api.RecordingInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The columns of each list of the whole host, from left to right. */
final class HostColumns {

    static final List<HostColumn> NAMESPACES = List.of(
            text("TYPE", HostRow.Namespace.class, row -> row.group().type().procName()),
            figure("INODE", HostRow.Namespace.class, row -> -row.group().inode()),
            figure("NPROC", HostRow.Namespace.class, row -> row.group().processes()),
            figure("LEADER", HostRow.Namespace.class, row -> -row.group().leader()),
            figure("OWNER", HostRow.Namespace.class, row -> -row.group().owner()),
            text("COMMAND", HostRow.Namespace.class, row -> row.group().command()),
            figure(
                    "SHARED",
                    HostRow.Namespace.class,
                    row -> row.group().isShared() ? 1 + row.group().containers().size() : 0),
            text(
                    "CONTAINERS",
                    HostRow.Namespace.class,
                    row -> String.join(" ", row.group().containers())));

    static final List<HostColumn> MEMBERS = List.of(
            figure("PID", HostRow.Member.class, row -> -row.member().process().pid()),
            figure(
                    "INSIDE",
                    HostRow.Member.class,
                    row -> -row.member().process().insidePid()),
            figure("UID", HostRow.Member.class, row -> -row.member().process().uid()),
            figure("CPU", HostRow.Member.class, row -> row.member().process().cpuNanos()),
            figure("RSS", HostRow.Member.class, row -> row.member().process().memoryBytes()),
            HostColumn.maybe(
                    "CONTAINER", HostRow.Member.class, row -> row.member().container()),
            text("COMMAND", HostRow.Member.class, row -> row.member().process().command()));

    static final List<HostColumn> CGROUPS = List.of(
            text("CGROUP", HostRow.Cgroup.class, row -> row.node().path()),
            HostColumn.maybe(
                    "CONTAINER", HostRow.Cgroup.class, row -> row.node().container()),
            figure("CPU%", HostRow.Cgroup.class, row -> or(row.node().usage().cpuPercent())),
            figure("MEM", HostRow.Cgroup.class, row -> or(row.node().usage().memoryBytes())),
            figure("MEM/LIM", HostRow.Cgroup.class, row -> or(row.node().usage().memoryLimitBytes())),
            figure("PIDS", HostRow.Cgroup.class, row -> or(row.node().usage().pids())),
            figure("OOM", HostRow.Cgroup.class, row -> or(row.node().usage().oomKills())),
            figure(
                    "PSI C/M/I",
                    HostRow.Cgroup.class,
                    row -> Math.max(
                            or(row.node().cpuPressure()),
                            Math.max(
                                    or(row.node().memoryPressure()),
                                    or(row.node().ioPressure())))));

    static final List<HostColumn> DEFINITIONS = List.of(
            text("NAME", HostRow.Definition.class, row -> row.summary().name()),
            figure(
                    "VALID",
                    HostRow.Definition.class,
                    row -> row.summary().problems().size()),
            HostColumn.maybe(
                    "STATE",
                    HostRow.Definition.class,
                    row -> row.summary().state().map(Enum::name)),
            figure(
                    "LAST START",
                    HostRow.Definition.class,
                    row -> row.summary().lastStart().map(Instant::toEpochMilli).orElse(0L)),
            text("DESCRIPTION", HostRow.Definition.class, row -> row.summary().description()),
            text("FILE", HostRow.Definition.class, row -> row.summary().file().toString()));

    static final List<HostColumn> SESSIONS = List.of(
            figure(
                    "WHEN",
                    HostRow.Session.class,
                    row -> row.started().map(Instant::toEpochMilli).orElse(0L)),
            text("WHO", HostRow.Session.class, HostRow.Session::user),
            text("CONTAINER", HostRow.Session.class, HostRow.Session::name),
            figure("DURATION", HostRow.Session.class, HostColumns::duration),
            figure(
                    "SIZE",
                    HostRow.Session.class,
                    row -> or(row.recording().map(RecordingInfo::bytes).orElse(OptionalLong.empty()))),
            text(
                    "REC",
                    HostRow.Session.class,
                    row -> row.recording().map(info -> info.state().name()).orElse("")),
            text("STATE", HostRow.Session.class, HostRow.Session::state),
            text("COMMAND", HostRow.Session.class, row -> String.join(" ", row.command())));

    static final List<HostColumn> EVENTS = List.of(
            figure("TIME", HostRow.Event.class, row -> row.time().toEpochMilli()),
            text("CONTAINER", HostRow.Event.class, HostRow.Event::subject),
            text("WHAT", HostRow.Event.class, HostRow.Event::what),
            text("BY", HostRow.Event.class, HostRow.Event::who),
            text("RESULT", HostRow.Event.class, HostRow.Event::result));

    /** What goes on has lasted longer than it will matter for what is over. */
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private HostColumns() {}

    private static double duration(HostRow.Session row) {
        return row.duration(LATER).map(Duration::toMillis).orElse(-1L);
    }

    private static <R extends HostRow> HostColumn text(
            String title, Class<R> rows, java.util.function.Function<R, String> text) {
        return HostColumn.text(title, rows, text);
    }

    private static <R extends HostRow> HostColumn figure(
            String title, Class<R> rows, java.util.function.ToDoubleFunction<R> figure) {
        return HostColumn.figure(title, rows, figure);
    }

    private static double or(OptionalDouble figure) {
        return figure.orElse(-1);
    }

    private static double or(OptionalLong figure) {
        return figure.orElse(-1);
    }
}
