package dev.cleat.cli.output;

import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RecordingInfo.State;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recordings as people read them. What came from a container is made visible first. */
public final class RecordingText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final List<Column> COLUMNS = List.of(
            Column.left("ID"),
            Column.left("STARTED"),
            Column.left("USER"),
            Column.left("CONTAINER"),
            Column.right("LENGTH"),
            Column.right("EXIT"),
            Column.right("SIZE"),
            Column.left("STATE"),
            Column.left("COMMAND"));

    private static final List<Column> HITS = List.of(
            Column.left("ID"),
            Column.right("AT"),
            Column.left("CONTAINER"),
            Column.left("USER"),
            Column.left("IN"),
            Column.left("LINE"));

    private RecordingText() {}

    /** A row for each. */
    public static String table(List<RecordingInfo> all, boolean coloured) {
        Table table = new Table(COLUMNS, coloured);
        for (RecordingInfo info : all) {
            table.add(List.of(
                    Cell.of(name(info)),
                    Cell.of(time(info.started())),
                    Cell.of(info.user()),
                    Cell.of(info.container()),
                    Cell.of(info.duration().map(RecordingText::clock).orElse(Figures.NONE)),
                    Cell.of(exit(info)),
                    Cell.of(
                            info.bytes().isPresent()
                                    ? Figures.bytes(info.bytes().getAsLong())
                                    : Figures.NONE),
                    Cell.of(state(info)),
                    Cell.of(String.join(" ", info.command()))));
        }
        return table.render();
    }

    /** A row for each place. */
    public static String hits(List<SearchHit> hits, boolean coloured) {
        Table table = new Table(HITS, coloured);
        for (SearchHit hit : hits) {
            table.add(List.of(
                    Cell.of(name(hit.recording())),
                    Cell.of(clock(hit.time())),
                    Cell.of(hit.recording().container()),
                    Cell.of(hit.recording().user()),
                    Cell.of(hit.typed() ? "keys" : "screen"),
                    Cell.of(hit.line().strip())));
        }
        return table.render();
    }

    /** What a recording is called on a command line. */
    /** What it is called by: its session's id, else its file's name. */
    public static String name(RecordingInfo info) {
        return info.id().isEmpty() ? info.file().getFileName().toString() : info.id();
    }

    private static String state(RecordingInfo info) {
        String word = info.state().name().toLowerCase(Locale.ROOT);
        return info.lostBytes() > 0 ? word + ", lost " + Figures.bytes(info.lostBytes()) : word;
    }

    private static String exit(RecordingInfo info) {
        if (info.exitStatus().isPresent()) {
            return Integer.toString(info.exitStatus().getAsInt());
        }
        return info.endReason().orElse(Figures.NONE);
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse(Figures.NONE);
    }

    /** {@code 1:02:03} or {@code 2:03}, with tenths below an hour. */
    public static String clock(Duration time) {
        long seconds = time.toSeconds();
        String minutes = String.format(Locale.ROOT, "%02d", seconds % 60);
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%s", seconds / 3600, seconds / 60 % 60, minutes);
        }
        return seconds / 60 + ":" + minutes + "." + time.toMillisPart() / 100;
    }

    /** A line for each fact. */
    public static String facts(RecordingInfo info) {
        List<String> lines = new ArrayList<>();
        add(lines, "Session", info.id());
        add(lines, "File", info.file().toString());
        add(lines, "State", state(info));
        add(
                lines,
                "Container",
                info.container() + info.containerId().map(id -> ", id " + id).orElse(""));
        add(lines, "Host", info.host());
        add(
                lines,
                "User",
                info.user()
                        + (info.uid().isPresent() ? ", uid " + info.uid().getAsLong() : "")
                        + (info.loginUid().isPresent()
                                ? ", logged in as uid " + info.loginUid().getAsLong()
                                : ""));
        add(lines, "Terminal", info.clientTty().orElse(""));
        add(lines, "From", info.ssh().orElse(""));
        add(lines, "Command", String.join(" ", info.command()));
        add(lines, "Reason", info.reason().orElse(""));
        add(lines, "Started", time(info.started()));
        add(lines, "Length", info.duration().map(RecordingText::clock).orElse(""));
        add(lines, "Exit", exit(info).equals(Figures.NONE) ? "" : exit(info));
        add(lines, "Size", info.bytes().isPresent() ? Figures.bytes(info.bytes().getAsLong()) : "");
        add(lines, "Keys", info.state() == State.MISSING ? "" : info.input());
        return String.join("", lines);
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%-12s%s%n", name + ":", VisibleText.of(value)));
        }
    }

    /** {@code NAME: finding}, then notes. */
    public static String report(String name, VerifyReport report) {
        StringBuilder text = new StringBuilder(VisibleText.of(name + ": " + report.text())).append('\n');
        for (String note : report.notes()) {
            text.append("  ").append(VisibleText.of(note)).append('\n');
        }
        return text.toString();
    }
}
