package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.ContainerJson;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.UsageTable;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.UnknownContainerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code stats}: what containers use, each figure beside its limit; shares of a CPU are those of the time between two readings. */
final class StatsVerb implements Verb {

    static final Duration USUAL = Duration.ofSeconds(1);

    private static final VerbSpec SPEC = new VerbSpec(
            "stats",
            "show what containers use, beside their limits",
            new Operands("[NAME...]", 0, Integer.MAX_VALUE, false),
            false,
            List.of(
                    Option.flag("--watch", "again and again, until SIGINT"),
                    Option.value("--interval", "TIME", "between two readings, default 1s"),
                    Option.flag("--json", "as one JSON array; with --watch as one per line")),
            List.of());

    /** Cursor to the first cell, and nothing below (ECMA-48, CUP and ED). */
    private static final String AGAIN = "\u001b[H\u001b[J";

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Duration interval =
                TimeOption.of(SPEC.name(), call.arguments(), "--interval").orElse(USUAL);
        boolean watch = call.arguments().has("--watch");
        try (Engine engine = call.openEngine()) {
            wanted(engine, call.arguments().operands()); // the first reading knows no shares
            do {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                print(call, wanted(engine, call.arguments().operands()), watch);
            } while (watch);
            return ExitStatus.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        }
    }

    /** Those that run, or those of these names. */
    private static List<ContainerSummary> wanted(Engine engine, List<String> names) throws ContainerException {
        List<ContainerSummary> all = engine.list();
        if (names.isEmpty()) {
            return all.stream().filter(container -> container.state().isLive()).toList();
        }
        List<ContainerSummary> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(all.stream()
                    .filter(container -> container.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UnknownContainerException(
                            "there is no container called " + name, "'cleat ls' shows all")));
        }
        return wanted;
    }

    private static void print(Call call, List<ContainerSummary> containers, boolean watch) throws IOException {
        if (!call.arguments().has("--json")) {
            String again = watch && call.out().isTerminal() ? AGAIN : "";
            call.out().print(again + UsageTable.render(containers, call.here().coloursResults()));
        } else if (watch) {
            JsonDocument.writeLine(call.out(), json -> ContainerJson.writeList(json, containers));
        } else {
            JsonDocument.write(call.out(), json -> ContainerJson.writeList(json, containers));
        }
        call.out().flush();
    }
}
