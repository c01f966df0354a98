package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.DetailJson;
import dev.cleat.cli.output.Figures;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.ProcessInfo;
import java.io.IOException;
import java.util.List;

/** {@code ps}: the processes of a container, with their pids on the host and inside. */
final class ProcessesVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "ps",
            "show the processes of a container",
            Operands.NAME,
            false,
            List.of(Option.flag("--json", "as one JSON array")),
            List.of());

    private static final List<Column> COLUMNS = List.of(
            Column.right("PID"),
            Column.right("INSIDE"),
            Column.right("PPID"),
            Column.right("UID"),
            Column.left("S"),
            Column.right("TIME"),
            Column.right("MEM"),
            Column.left("COMMAND"));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<ProcessInfo> processes;
        try (Engine engine = call.openEngine()) {
            processes = engine.inspect(call.arguments().operands().get(0)).processes();
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> DetailJson.writeProcesses(json, processes));
            return ExitStatus.DONE;
        }
        Table table = new Table(COLUMNS, call.here().coloursResults());
        for (ProcessInfo process : processes) {
            table.add(row(process));
        }
        call.out().print(table.render());
        return ExitStatus.DONE;
    }

    private static List<Cell> row(ProcessInfo process) {
        return List.of(
                Cell.of(Long.toString(process.pid())),
                Cell.of(Long.toString(process.insidePid())),
                Cell.of(Long.toString(process.parentPid())),
                Cell.of(Long.toString(process.uid())),
                Cell.of(String.valueOf(process.state())),
                Cell.of(Figures.processorTime(process.cpuNanos())),
                Cell.of(Figures.bytes(process.memoryBytes())),
                Cell.of(process.command()));
    }
}
