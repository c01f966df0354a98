package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.LogText;
import dev.cleat.tui.model.Place;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** Runs commands of the operator's own for one container after the other, and notes each with its words and its end. */
public final class CommandRunner {

    /** Those that another process could have got meanwhile, or that the list does not tell. */
    private static final EnumSet<Place> LOOKED_UP = EnumSet.of(Place.PID, Place.CGROUP, Place.ROOTFS, Place.ID);

    /** Executes a program; its arguments are final. */
    private interface Execution {
        BackgroundProgram.End of(List<String> argv) throws IOException;
    }

    /** Executes a program on the operator's terminal and returns its exit status. */
    @FunctionalInterface
    public interface OnTerminal {
        int run(List<String> argv) throws IOException;
    }

    private final Engine engine;
    private final ActionLog actions;
    private final Set<BackgroundProgram> running = ConcurrentHashMap.newKeySet();

    CommandRunner(Engine engine, ActionLog actions) {
        this.engine = engine;
        this.actions = actions;
    }

    /** One outside of the screens, where nothing is noted. */
    public static CommandRunner of(Engine engine) {
        return new CommandRunner(
                engine, new ActionLog(Clock.systemUTC(), System.getProperty("user.name"), engine::hosts));
    }

    /** Without a terminal. An interrupt ends the one that runs, and those behind it do not begin. */
    public Message run(Effect.RunCommand effect, IntConsumer over) {
        Execution execution = argv -> {
            BackgroundProgram program = new BackgroundProgram();
            running.add(program);
            try {
                return program.run(argv);
            } finally {
                running.remove(program);
            }
        };
        List<CommandRun> runs = each(effect.command(), effect.containers(), effect.answers(), execution, over);
        return new Message.CommandEnded(effect.work(), effect.command(), runs);
    }

    /** On this thread, which has lent the terminal. One that a signal has ended is the last. */
    public Message run(Effect.RunInTerminal effect, OnTerminal terminal) {
        Execution execution = argv -> {
            BackgroundProgram.requireProgram(argv.get(0));
            int status = terminal.run(argv);
            return new BackgroundProgram.End(status, "", 0, status > 128);
        };
        return new Message.CommandLeft(
                effect.command(), each(effect.command(), effect.containers(), effect.answers(), execution, over -> {}));
    }

    /** Ends those that run without a terminal: nobody would see what they print. */
    public void close() {
        running.forEach(BackgroundProgram::end);
    }

    private List<CommandRun> each(
            CustomCommand command,
            List<ContainerSummary> containers,
            Map<String, String> answers,
            Execution execution,
            IntConsumer over) {
        if (containers.isEmpty()) {
            return List.of(one(command, "", answers, execution).run());
        }
        List<CommandRun> runs = new ArrayList<>();
        boolean goesOn = true;
        for (ContainerSummary container : containers) {
            if (!goesOn) {
                Failure why = Failure.of(container.name() + ": called back before it began");
                runs.add(CommandRun.refused(container.name(), "", why));
                continue;
            }
            Ended ended;
            try {
                ended = one(command, container.name(), values(command, container, answers), execution);
            } catch (ContainerException e) {
                ended = new Ended(CommandRun.refused(container.name(), "", Failure.of(e)), false);
            }
            runs.add(ended.run());
            goesOn = !ended.calledBack();
            over.accept(runs.size());
        }
        return runs;
    }

    private record Ended(CommandRun run, boolean calledBack) {}

    private Ended one(CustomCommand command, String subject, Map<String, String> values, Execution execution) {
        String about = subject.isEmpty() ? "" : subject + ": ";
        Optional<String> refusal = command.refusal(values);
        if (refusal.isPresent()) {
            long note = actions.begin(new CommandLines.Line(command.name(), subject, command.text()));
            CommandRun refused = CommandRun.refused(subject, command.text(), Failure.of(about + refusal.get()));
            actions.end(note, refused);
            return new Ended(refused, false);
        }
        List<String> argv = command.filled(values);
        String line = ShellWords.line(argv);
        long note = actions.begin(new CommandLines.Line(command.name(), subject, line));
        Ended ended;
        try {
            BackgroundProgram.End end = execution.of(argv);
            List<String> output = end.output().lines().map(LogText::plain).toList();
            ended = new Ended(
                    new CommandRun(subject, line, end.status(), Optional.empty(), output, end.leftOut()),
                    end.calledBack());
        } catch (IOException e) {
            Failure why = Failure.of(about + e.getMessage());
            ended = new Ended(CommandRun.refused(subject, line, why), false);
        }
        actions.end(note, ended.run());
        return ended;
    }

    /** As they are now, not as the list showed them. */
    private Map<String, String> values(CustomCommand command, ContainerSummary listed, Map<String, String> answers)
            throws ContainerException {
        ContainerSummary container = listed;
        Optional<String> rootfs = Optional.empty();
        List<Place> places = command.places().stream()
                .flatMap(word -> Place.of(word).stream())
                .toList();
        if (places.stream().anyMatch(LOOKED_UP::contains)) {
            ContainerDetail detail = engine.inspect(listed.name());
            container = detail.summary();
            rootfs = detail.rootfs();
        }
        Map<String, String> values = new HashMap<>(answers);
        for (Place place : places) {
            place.of(container, engine.hosts(), rootfs).ifPresent(value -> values.put(place.word(), value));
        }
        return values;
    }
}
