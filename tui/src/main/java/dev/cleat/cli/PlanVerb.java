package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.ReportJson;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code plan}: what {@code start} would do, doing none of it. */
final class PlanVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "plan",
            "show what start would do on this host",
            new Operands("NAME", 0, 1, true),
            false,
            List.of(
                    Option.value("-f/--file", "FILE", "the definition, instead of the stored one of NAME"),
                    Option.value("-s/--set", "KEY=VALUE", "replace a key, as process.cwd=/tmp")
                            .repeated(),
                    Option.flag("--json", "as one JSON object")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        StartRequest request = request(call);
        PlanDescription plan;
        try (Engine engine = call.openEngine()) {
            plan = engine.plan(request);
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> ReportJson.writePlan(json, plan));
        } else {
            call.out().print(text(plan));
        }
        return ExitStatus.DONE;
    }

    private static StartRequest request(Call call) throws UsageException {
        Optional<Path> file = StartArguments.path("plan", call.arguments(), "--file");
        Optional<String> name = call.arguments().operand(0);
        if (file.isEmpty() && name.isEmpty()) {
            throw new UsageException("plan", "NAME or -f FILE is missing");
        }
        List<String> overrides = StartArguments.overrides("plan", call.arguments());
        return new StartRequest(name, file, overrides, List.of(), Optional.empty(), Optional.empty());
    }

    private static String text(PlanDescription plan) {
        StringBuilder text = new StringBuilder(VisibleText.of(plan.name())).append('\n');
        for (PlanDescription.Section section : plan.sections()) {
            text.append('\n')
                    .append(section.step())
                    .append(": ")
                    .append(section.title())
                    .append('\n');
            section.lines().forEach(line -> appendLine(text, "  ", line));
        }
        if (!plan.notes().isEmpty()) {
            text.append('\n');
        }
        plan.notes().forEach(note -> appendLine(text, "note: ", note));
        return text.toString();
    }

    private static void appendLine(StringBuilder text, String head, String line) {
        text.append(head).append(VisibleText.of(line)).append('\n');
    }
}
