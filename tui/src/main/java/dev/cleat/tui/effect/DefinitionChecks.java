package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Whether definitions are right, and can be started on this host: the plan of each is made, and none of it done. */
final class DefinitionChecks {

    /** As {@code cleat plan} exits. */
    private static final int WELL = 0;

    private static final int FAILED = 1;
    private static final int INVALID = 64;

    private final Engine engine;
    private final ActionLog actions;

    DefinitionChecks(Engine engine, ActionLog actions) {
        this.engine = engine;
        this.actions = actions;
    }

    /** One after the other; an interrupt leaves those that have not begun. */
    Message run(Effect.Check effect, IntConsumer over) {
        List<CommandRun> checks = new ArrayList<>();
        for (DefinitionSummary definition : effect.definitions()) {
            if (Thread.interrupted()) {
                break;
            }
            checks.add(checked(definition));
            over.accept(checks.size());
        }
        return new Message.DefinitionsChecked(
                effect.work(), checks, effect.definitions().size() - checks.size());
    }

    private CommandRun checked(DefinitionSummary definition) {
        List<String> words = List.of("cleat", "plan", "-f", definition.file().toString(), "-n", definition.name());
        String line = ShellWords.line(words);
        long note = actions.begin(new CommandLines.Line("check", definition.name(), line));
        CommandRun check = checked(definition, line);
        actions.end(note, check);
        return check;
    }

    private CommandRun checked(DefinitionSummary definition, String line) {
        try {
            List<String> notes = engine.plan(StartRequests.of(definition.name(), Optional.of(definition.file())))
                    .notes();
            return ended(definition, line, WELL, notes);
        } catch (InvalidDefinitionException e) {
            List<String> problems = e.problems().stream().map(Object::toString).toList();
            return ended(definition, line, INVALID, problems.isEmpty() ? told(e) : problems);
        } catch (ContainerException e) {
            return ended(definition, line, FAILED, told(e));
        }
    }

    private static List<String> told(ContainerException e) {
        List<String> lines = new ArrayList<>(e.getMessage().lines().toList());
        e.advice().ifPresent(lines::add);
        return lines;
    }

    private static CommandRun ended(DefinitionSummary definition, String line, int status, List<String> output) {
        return new CommandRun(definition.name(), line, status, Optional.empty(), output, 0);
    }
}
