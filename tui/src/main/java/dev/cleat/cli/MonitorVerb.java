package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.EventText;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.LifeJson;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

/** {@code monitor}: prints changes of state as they happen, until SIGINT or until nobody reads them any more. */
final class MonitorVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "monitor",
            "print changes of state as they happen",
            new Operands("[REGEX]", 0, 1, false),
            false,
            List.of(
                    Option.flag("--json", "as one JSON object per line"),
                    Option.flag("--past", "those that are remembered, as one JSON array with --json, and end")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Optional<Pattern> pattern = RegexOperand.of("monitor", call.arguments());
        if (call.arguments().has("--past")) {
            return past(call, pattern);
        }
        // Events come on a thread of the engine's; a slow reader of ours must not hold it up.
        BlockingQueue<StateEvent> events = new LinkedBlockingQueue<>();
        try (Engine engine = call.openEngine()) {
            Watch watch = engine.watch(events::add);
            call.messages().debug("monitor watches");
            try {
                while (true) {
                    StateEvent event = events.take();
                    if (pattern.isEmpty()
                            || pattern.get().matcher(event.container()).find()) {
                        print(call, event);
                    }
                }
            } finally {
                watch.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        }
    }

    private static int past(Call call, Optional<Pattern> pattern)
            throws UsageException, ContainerException, IOException {
        List<StateEvent> events;
        try (Engine engine = call.openEngine()) {
            events = engine.events().stream()
                    .filter(event -> pattern.isEmpty()
                            || pattern.get().matcher(event.container()).find())
                    .toList();
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> LifeJson.writeEvents(json, events));
            return ExitStatus.DONE;
        }
        for (StateEvent event : events) {
            call.out().print(EventText.of(event));
        }
        return ExitStatus.DONE;
    }

    private static void print(Call call, StateEvent event) throws IOException {
        if (call.arguments().has("--json")) {
            JsonDocument.writeLine(call.out(), json -> LifeJson.writeEvent(json, event));
        } else {
            call.out().print(EventText.of(event));
        }
        call.out().flush();
    }
}
