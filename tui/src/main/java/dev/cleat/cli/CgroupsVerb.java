package dev.cleat.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.Figures;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** {@code cg}: the tree of cgroups with what each uses. */
final class CgroupsVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "cg",
            "show the tree of cgroups with usage and pressure",
            Operands.NONE,
            false,
            List.of(Option.flag("--json", "as one JSON array")),
            List.of());

    private static final List<Column> COLUMNS = List.of(
            Column.left("CGROUP"),
            Column.left("CONTAINER"),
            Column.right("CPU-TIME"),
            Column.right("MEM"),
            Column.right("MEM/LIM"),
            Column.right("PIDS"),
            Column.right("OOM"),
            Column.right("PSI-CPU"),
            Column.right("PSI-MEM"),
            Column.right("PSI-IO"));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<CgroupNode> nodes;
        try (Engine engine = call.openEngine()) {
            nodes = engine.cgroups();
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> write(json, nodes));
            return ExitStatus.DONE;
        }
        Table table = new Table(COLUMNS, call.here().coloursResults());
        nodes.forEach(node -> table.add(row(node).stream().map(Cell::of).toList()));
        call.out().print(table.render());
        return ExitStatus.DONE;
    }

    private static List<String> row(CgroupNode node) {
        String name =
                node.depth() == 0 ? "/" : node.path().substring(node.path().lastIndexOf('/') + 1);
        return List.of(
                "  ".repeat(node.depth()) + name,
                node.container().orElse(Figures.NONE),
                node.usage().cpuNanos().isPresent()
                        ? Figures.processorTime(node.usage().cpuNanos().getAsLong())
                        : Figures.NONE,
                bytes(node.usage().memoryBytes()),
                bytes(node.usage().memoryLimitBytes()),
                number(node.usage().pids()),
                number(node.usage().oomKills()),
                percent(node.cpuPressure()),
                percent(node.memoryPressure()),
                percent(node.ioPressure()));
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : Figures.NONE;
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : Figures.NONE;
    }

    private static String percent(OptionalDouble percent) {
        return percent.isPresent() ? Figures.percent(percent.getAsDouble()) : Figures.NONE;
    }

    private static void write(JsonGenerator json, List<CgroupNode> nodes) throws IOException {
        json.writeStartArray();
        for (CgroupNode node : nodes) {
            json.writeStartObject();
            json.writeStringField("path", node.path());
            json.writeNumberField("depth", node.depth());
            if (node.container().isPresent()) {
                json.writeStringField("container", node.container().get());
            }
            write(json, "cpuUsageNanos", node.usage().cpuNanos());
            write(json, "memoryBytes", node.usage().memoryBytes());
            write(json, "memoryLimitBytes", node.usage().memoryLimitBytes());
            write(json, "pids", node.usage().pids());
            write(json, "oomKills", node.usage().oomKills());
            write(json, "cpuPressure", node.cpuPressure());
            write(json, "memoryPressure", node.memoryPressure());
            write(json, "ioPressure", node.ioPressure());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String field, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.getAsLong());
        }
    }

    private static void write(JsonGenerator json, String field, OptionalDouble number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.getAsDouble());
        }
    }
}
