package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.option.WordList;
import dev.cleat.cli.output.ContainerColumn;
import dev.cleat.cli.output.ContainerJson;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.Table;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code ls}: the containers of this host. */
final class ListVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "ls",
            "list containers",
            new Operands("[REGEX]", 0, 1, false),
            false,
            List.of(
                    Option.flag("-1", "names only, one per line"),
                    Option.flag("-a/--all", "stopped ones too"),
                    Option.flag("--running", "only those that run"),
                    Option.flag("--stopped", "only those that do not run"),
                    Option.flag("--frozen", "only those that are frozen"),
                    Option.flag("--ours", "only those that Cleat started"),
                    Option.flag("--foreign", "only those of other runtimes"),
                    Option.value(
                            "-f/--fields",
                            "COLUMNS",
                            "these columns, in this order: " + String.join(", ", ContainerColumn.headers())),
                    Option.flag("--json", "as one JSON array")),
            List.of(
                    List.of("--running", "--stopped", "--frozen"),
                    List.of("--ours", "--foreign"),
                    List.of("-1", "--json", "--fields")));

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Optional<Pattern> pattern = RegexOperand.of("ls", call.arguments());
        List<ContainerColumn> columns = columns(call.arguments());
        List<ContainerSummary> containers = new ArrayList<>();
        try (Engine engine = call.openEngine()) {
            for (ContainerSummary container : engine.list()) {
                if (isWanted(container, call.arguments())
                        && (pattern.isEmpty()
                                || pattern.get().matcher(container.name()).find())) {
                    containers.add(container);
                }
            }
        }
        print(call, containers, columns);
        return ExitStatus.DONE;
    }

    private static List<ContainerColumn> columns(Arguments arguments) throws UsageException {
        Optional<String> list = arguments.value("--fields");
        if (list.isEmpty()) {
            return ContainerColumn.DEFAULT;
        }
        List<ContainerColumn> columns = new ArrayList<>();
        for (String word : WordList.split(list.get())) {
            Optional<ContainerColumn> column = ContainerColumn.named(word);
            columns.add(column.orElseThrow(() -> new UsageException(
                    "ls",
                    "unknown column \"" + word + "\""
                            + Nearest.hint(word.toUpperCase(Locale.ROOT), ContainerColumn.headers()))));
        }
        return columns;
    }

    private static boolean isWanted(ContainerSummary container, Arguments arguments) {
        boolean rightOwner = container.isOurs() ? !arguments.has("--foreign") : !arguments.has("--ours");
        return rightOwner && isWanted(container.state(), arguments);
    }

    private static boolean isWanted(ContainerState state, Arguments arguments) {
        if (arguments.has("--running")) {
            return state == ContainerState.RUNNING;
        }
        if (arguments.has("--stopped")) {
            return state == ContainerState.STOPPED;
        }
        if (arguments.has("--frozen")) {
            return state == ContainerState.FROZEN;
        }
        return state.isLive() || arguments.has("--all");
    }

    private static void print(Call call, List<ContainerSummary> containers, List<ContainerColumn> columns)
            throws IOException {
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> ContainerJson.writeList(json, containers));
            return;
        }
        if (call.arguments().has("-1")) {
            for (ContainerSummary container : containers) {
                call.out().print(VisibleText.of(container.name()) + "\n");
            }
            return;
        }
        Instant now = call.here().clock().instant();
        Table table = new Table(ContainerColumn.header(columns), call.here().coloursResults());
        for (ContainerSummary container : containers) {
            table.add(ContainerColumn.row(columns, container, now));
        }
        call.out().print(table.render());
    }
}
