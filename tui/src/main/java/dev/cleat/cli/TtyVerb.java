package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code tty}: connects to the console or another terminal of a container. */
final class TtyVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "tty",
            "connect to a container's console or terminal; Ctrl-a q leaves it",
            Operands.NAME,
            false,
            List.of(
                    Option.value("-t/--tty", "N", "terminal N; 0, the default, is the console"),
                    Option.flag("--read-only", "watch, type nothing"),
                    Option.flag("--history", "begin with what it printed last")),
            List.of());

    /** How long its keeper may take to tell how it ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException {
        String name = call.arguments().operands().get(0);
        int tty = number(call.arguments().value("--tty").orElse("0"));
        boolean readOnly = call.arguments().has("--read-only");
        try (Engine engine = call.openEngine()) {
            CommandOutcome outcome =
                    engine.console(name, tty, readOnly, call.arguments().has("--history"), Optional.empty());
            if (outcome instanceof CommandOutcome.Detached) {
                call.messages().info("left " + terminal(tty) + " of " + name + "; it runs on");
            } else if (outcome instanceof CommandOutcome.Exited) {
                call.messages().info(terminal(tty) + " of " + name + " was closed: " + end(engine, name));
            }
            return outcome.exitStatus();
        }
    }

    private static String terminal(int tty) {
        return tty == 0 ? "the console" : "tty " + tty;
    }

    /** Its keeper closes the terminals first and tells next how it ended; by then another life may have begun. */
    private static String end(Engine engine, String name) throws ContainerException {
        engine.awaitState(name, Set.of(ContainerState.STOPPED, ContainerState.RUNNING), PATIENCE);
        EndReport end = engine.why(name);
        String again = "; 'cleat tty " + name + "' connects again";
        return switch (end.state()) {
            case RUNNING -> "it was started again" + again;
            case STARTING -> "it is being started again" + again;
            default -> VisibleText.of(end.conclusion());
        };
    }

    private static int number(String text) throws UsageException {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UsageException("tty", "--tty \"" + text + "\" is no number of a terminal");
        }
        return Integer.parseInt(text);
    }
}
