package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.LifeJson;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.util.List;

/** {@code autostart}: starts what the definitions mark for it, or restarts, stops, kills or lists that. */
final class AutostartVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "autostart",
            "start the containers whose definitions ask for it",
            Operands.NONE,
            false,
            List.of(
                    Option.flag("-a/--all", "whatever their groups are; default: those without group or in onboot"),
                    Option.value("-g/--groups", "LIST", "those of these groups, one group after the other; '': without")
                            .repeated(),
                    Option.flag("-r/--reboot", "restart those that run"),
                    Option.flag("-s/--shutdown", "stop those that run, last started first"),
                    Option.flag("-k/--kill", "kill those that run, last started first"),
                    Option.flag("-L/--list", "list them, change nothing"),
                    Option.value("-t/--timeout", "TIME", "with -r and -s: how long to wait after the halt signal"),
                    Option.flag("--json", "with -L: as one JSON array")),
            List.of(List.of("--all", "--groups"), List.of("--reboot", "--shutdown", "--kill", "--list")));

    private static final List<Column> COLUMNS = List.of(
            Column.left("NAME"),
            Column.left("STATE"),
            Column.right("ORDER"),
            Column.right("DELAY"),
            Column.left("GROUPS"),
            Column.left("AFTER"));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Arguments arguments = call.arguments();
        if (arguments.has("--json") && !arguments.has("--list")) {
            throw new UsageException("autostart", "--json needs --list");
        }
        AutostartChoice choice = AutostartChoice.of(arguments);
        AutostartRound round = new AutostartRound(
                call.messages(), TimeOption.of("autostart", arguments, "--timeout"), AutostartRound.deed(arguments));
        Interruption interruption = Interruption.ofThisThread();
        try (Engine engine = call.openEngine()) {
            List<AutostartEntry> chosen = choice.from(engine.autostart());
            if (arguments.has("--list")) {
                print(call, chosen);
                return ExitStatus.DONE;
            }
            return round.run(engine, chosen);
        } finally {
            interruption.over();
        }
    }

    private static void print(Call call, List<AutostartEntry> entries) throws IOException {
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> LifeJson.writeAutostart(json, entries));
            return;
        }
        Table table = new Table(COLUMNS, call.here().coloursResults());
        for (AutostartEntry entry : entries) {
            table.add(List.of(
                    Cell.of(entry.name()),
                    Cell.of(entry.state().name()),
                    Cell.of(Integer.toString(entry.order())),
                    Cell.of(delay(entry)),
                    Cell.of(words(entry.groups())),
                    Cell.of(words(entry.dependsOn()))));
        }
        call.out().print(table.render());
    }

    private static String delay(AutostartEntry entry) {
        long millis = entry.delay().toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "-" : String.join(",", words);
    }
}
