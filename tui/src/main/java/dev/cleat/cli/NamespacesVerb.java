package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.Colour;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.NamespaceGroup;
import java.io.IOException;
import java.util.List;

/** {@code ns}: the namespaces of this host with who is in them. */
final class NamespacesVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "ns",
            "list namespaces with their members, shared ones marked",
            Operands.NONE,
            false,
            List.of(Option.flag("--json", "as one JSON array")),
            List.of());

    private static final List<Column> COLUMNS = List.of(
            Column.left("TYPE"),
            Column.right("INODE"),
            Column.right("PROCS"),
            Column.right("LEADER"),
            Column.left("COMMAND"),
            Column.left("SHARED"),
            Column.left("CONTAINERS"));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<NamespaceGroup> groups;
        try (Engine engine = call.openEngine()) {
            groups = engine.namespaces();
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> {
                json.writeStartArray();
                for (NamespaceGroup group : groups) {
                    json.writeStartObject();
                    json.writeStringField("type", group.type().procName());
                    json.writeNumberField("inode", group.inode());
                    json.writeBooleanField("host", group.host());
                    json.writeNumberField("processes", group.processes());
                    json.writeNumberField("leader", group.leader());
                    json.writeNumberField("owner", group.owner());
                    json.writeStringField("command", group.command());
                    json.writeArrayFieldStart("containers");
                    for (String container : group.containers()) {
                        json.writeString(container);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
            return ExitStatus.DONE;
        }
        Table table = new Table(COLUMNS, call.here().coloursResults());
        groups.forEach(group -> table.add(row(group)));
        call.out().print(table.render());
        return ExitStatus.DONE;
    }

    private static List<Cell> row(NamespaceGroup group) {
        String shared = !group.isShared()
                ? "-"
                : group.host() ? "with the host" : "by " + group.containers().size();
        return List.of(
                Cell.of(group.type().procName()),
                Cell.of(Long.toString(group.inode())),
                Cell.of(Integer.toString(group.processes())),
                Cell.of(Long.toString(group.leader())),
                Cell.of(group.command()),
                new Cell(shared, group.isShared() ? Colour.YELLOW : Colour.PLAIN),
                Cell.of(group.containers().isEmpty() ? "-" : String.join(" ", group.containers())));
    }
}
