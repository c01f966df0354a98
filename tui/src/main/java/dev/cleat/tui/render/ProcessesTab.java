package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The processes of a container as a tree, each with its pid outside and inside. */
final class ProcessesTab {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("PID", true, 7, 100),
            new Grid.Column("INSIDE", true, 6, 90),
            new Grid.Column("UID", true, 5, 40),
            new Grid.Column("S", false, 1, 50),
            new Grid.Column("CPU", true, 6, 60),
            new Grid.Column("RSS", true, 5, 70),
            new Grid.Column("COMMAND", false, 7, 95));

    private ProcessesTab() {}

    static Page page(Model model, ContainerDetail detail, int scroll) {
        if (detail.processes().isEmpty()) {
            return Page.of(List.of(Line.of(" no process runs in it", Role.DIM)), 0);
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<List<Span>> rows = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        detail.processes().forEach(process -> known.add(process.pid()));
        for (ProcessInfo process : detail.processes()) {
            if (!known.contains(process.parentPid()) || process.parentPid() == process.pid()) {
                addTree(rows, process, "", "", detail.processes(), glyphs, new HashSet<>());
            }
        }
        int width = model.size().columns();
        int before = 46;
        Grid grid = new Grid(COLUMNS, cut(rows, Math.max(10, width - before), glyphs), width, 7, 10, glyphs.ellipsis());
        return grid.page(rows, scroll);
    }

    /** Commands only as long as the screen has room: a long one must not drive the other columns out. */
    private static List<List<Span>> cut(List<List<Span>> rows, int room, Glyphs glyphs) {
        rows.replaceAll(row -> {
            List<Span> next = new ArrayList<>(row);
            int last = row.size() - 1;
            next.set(
                    last,
                    row.get(last).withText(TextWidth.shortened(row.get(last).text(), room, glyphs.ellipsis())));
            return next;
        });
        return rows;
    }

    private static void addTree(
            List<List<Span>> rows,
            ProcessInfo process,
            String branch,
            String below,
            List<ProcessInfo> all,
            Glyphs glyphs,
            Set<Long> done) {
        if (!done.add(process.pid())) {
            return;
        }
        rows.add(cells(process, branch));
        List<ProcessInfo> children = all.stream()
                .filter(p -> p.parentPid() == process.pid() && p.pid() != process.pid())
                .toList();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            addTree(
                    rows,
                    children.get(i),
                    below + (last ? glyphs.lastBranch() : glyphs.branch()),
                    below + (last ? "   " : glyphs.trunk()),
                    all,
                    glyphs,
                    done);
        }
    }

    private static List<Span> cells(ProcessInfo process, String branch) {
        return List.of(
                Span.plain(Long.toString(process.pid())),
                Span.of(Long.toString(process.insidePid()), Role.TITLE),
                Span.plain(Long.toString(process.uid())),
                Span.of(Character.toString(process.state()), process.state() == 'R' ? Role.STATE_RUNNING : Role.DIM),
                Span.plain(Figures.cpuTime(process.cpuNanos())),
                Span.plain(Figures.bytes(process.memoryBytes())),
                Span.plain(branch + oneLine(process.command())));
    }

    /** A script given as an argument has lines; here they are words like others. */
    static String oneLine(String command) {
        return command.replaceAll("\\s+", " ");
    }
}
