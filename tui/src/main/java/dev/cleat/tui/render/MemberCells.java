package dev.cleat.tui.render;

import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;

/** A process in a namespace, with its pid outside and inside. */
final class MemberCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("PID", true, 7, 100),
            new Grid.Column("INSIDE", true, 6, 90),
            new Grid.Column("UID", true, 5, 50),
            new Grid.Column("CPU", true, 6, 60),
            new Grid.Column("RSS", true, 5, 70),
            Grid.Column.name("CONTAINER", 12, 95),
            Grid.Column.elastic("COMMAND", 12, 92));

    @Override
    public List<Grid.Column> columns(int width) {
        return COLUMNS;
    }

    @Override
    public int shortest() {
        return 7;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        HostRow.Member member = (HostRow.Member) row;
        ProcessInfo process = member.member().process();
        return List.of(
                Span.plain(Long.toString(process.pid())),
                Span.of(Long.toString(process.insidePid()), Role.TITLE),
                Span.plain(Long.toString(process.uid())),
                Span.plain(Figures.cpuTime(process.cpuNanos())),
                Span.plain(Figures.bytes(process.memoryBytes())),
                member.container().map(name -> Span.plain(name)).orElse(Span.of(Figures.UNKNOWN, Role.DIM)),
                Span.plain(ProcessesTab.oneLine(process.command())));
    }
}
