package dev.cleat.tui.plain;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.output.DetailText;
import dev.cleat.cli.output.EndText;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.tui.effect.LogFollowing;
import dev.cleat.tui.model.CustomCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the words mean. A container is called by its name, or by its number in the list that was told last. */
final class PlainCommands {

    private static final List<String> WORDS = List.of(
            "list",
            "info",
            "start",
            "stop",
            "kill",
            "restart",
            "freeze",
            "thaw",
            "attach",
            "log",
            "follow",
            "why",
            "definitions",
            "sessions",
            "events",
            "help",
            "quit");
    private static final Set<String> CHANGING = Set.of("start", "stop", "kill", "restart", "freeze", "thaw", "attach");
    private static final List<String> HELP = List.of(
            "list: the containers, each with a number. list WORD: those with that word in name or state.",
            "info NAME: everything about one. A number of the list does instead of a name.",
            "start NAME, stop NAME, restart NAME, freeze NAME, thaw NAME, kill NAME: stop, restart and kill ask first.",
            "attach NAME: a shell inside; Ctrl-A, then q, leaves it. attach NAME COMMAND: that command.",
            "log NAME: the last 20 lines of its console. log NAME 100: the last 100.",
            "follow NAME: its console, line by line, until Enter.",
            "why NAME: how it ended. definitions: what can be started. sessions: who is attached. events: what changed.",
            "Enter alone: what changed meanwhile. quit: leave; containers run on.");
    private static final Duration PACE = Duration.ofMillis(200);
    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();
    private static final int LINES = 20;
    private static final int MOST_EVENTS = 20;

    private final Engine engine;
    private final PlainLines lines;
    private final boolean readOnly;
    private final Clock clock;
    private final OwnCommands own;
    private List<String> told = List.of();

    PlainCommands(Engine engine, PlainLines lines, boolean readOnly, Clock clock, List<CustomCommand> commands) {
        this.engine = engine;
        this.lines = lines;
        this.readOnly = readOnly;
        this.clock = clock;
        this.own = new OwnCommands(engine, lines, readOnly, commands);
    }

    /** Nothing is asked any more. */
    void close() {
        own.close();
    }

    /** False to leave. */
    boolean run(List<String> words) throws ContainerException {
        String verb = words.get(0).equals("logs") ? "log" : words.get(0);
        List<String> operands = words.subList(1, words.size());
        if (readOnly && CHANGING.contains(verb)) {
            lines.say("read-only: " + verb + " is switched off");
            return true;
        }
        switch (verb) {
            case "quit", "exit", "q" -> {
                return false;
            }
            case "help", "?" -> {
                HELP.forEach(lines::say);
                own.help().forEach(lines::say);
            }
            case "list", "ls" -> list(operands);
            case "definitions" -> engine.definitions().forEach(d -> lines.say(PlainText.definition(d)));
            case "sessions" -> sessions();
            case "events" -> events();
            default -> named(verb, operands);
        }
        return true;
    }

    private void named(String verb, List<String> operands) throws ContainerException {
        if (own.isOne(verb) && !WORDS.contains(verb)) {
            own.run(verb, names(operands));
            return;
        }
        if (!WORDS.contains(verb)) {
            lines.say("no command is called " + verb + Nearest.hint(verb, WORDS) + "; say help");
            return;
        }
        if (operands.isEmpty()) {
            lines.say(verb + " needs the name of a container, or its number in the list");
            return;
        }
        String name = name(operands.get(0));
        switch (verb) {
            case "info" -> text(DetailText.of(engine.inspect(name), clock.instant()));
            case "why" -> text(EndText.of(engine.why(name), clock.instant()));
            case "start" -> start(name);
            case "stop" -> stop(name, false);
            case "kill" -> stop(name, true);
            case "restart" -> restart(name);
            case "freeze" -> {
                engine.freeze(name);
                lines.say(name + " is frozen");
            }
            case "thaw" -> {
                engine.thaw(name);
                lines.say(name + " goes on");
            }
            case "attach" -> attach(name, operands.subList(1, operands.size()));
            case "log" -> log(name, operands.size() > 1 ? operands.get(1) : String.valueOf(LINES));
            default -> follow(name);
        }
    }

    private List<String> names(List<String> operands) throws ContainerException {
        List<String> names = new ArrayList<>();
        for (String operand : operands) {
            names.add(name(operand));
        }
        return names;
    }

    /** A container's own name goes before a number. */
    private String name(String word) throws ContainerException {
        boolean isName = engine.list().stream().anyMatch(c -> c.name().equals(word));
        OptionalInt number = number(word);
        boolean isNumber = !isName && number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= told.size();
        return isNumber ? told.get(number.getAsInt() - 1) : word;
    }

    private static OptionalInt number(String word) {
        return word.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }

    private void list(List<String> operands) throws ContainerException {
        String wanted = operands.isEmpty() ? "" : operands.get(0).toLowerCase(java.util.Locale.ROOT);
        List<ContainerSummary> shown = engine.list().stream()
                .filter(c -> c.name().toLowerCase(java.util.Locale.ROOT).contains(wanted)
                        || PlainText.state(c.state()).contains(wanted))
                .toList();
        told = shown.stream().map(ContainerSummary::name).toList();
        lines.say(shown.size() + (shown.size() == 1 ? " container" : " containers"));
        for (int i = 0; i < shown.size(); i++) {
            lines.say(PlainText.container(i + 1, shown.get(i), clock.instant()));
        }
    }

    private void sessions() throws ContainerException {
        List<SessionInfo> sessions = engine.sessions();
        lines.say(sessions.size() + (sessions.size() == 1 ? " session" : " sessions"));
        sessions.forEach(s -> lines.say(PlainText.session(s, clock.instant())));
    }

    private void events() throws ContainerException {
        List<StateEvent> events = engine.events();
        events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size())
                .forEach(e -> lines.say(
                        e.time().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + " " + PlainText.event(e)));
    }

    private void start(String name) throws ContainerException {
        Optional<Path> file = engine.definitions().stream()
                .filter(d -> d.name().equals(name))
                .map(DefinitionSummary::file)
                .findFirst()
                .or(() -> Optional.empty());
        StartRequest request =
                new StartRequest(Optional.of(name), file, List.of(), List.of(), Optional.empty(), Optional.empty());
        Started started = engine.start(request, steps());
        lines.say(name + " runs, process " + started.pid());
    }

    private void restart(String name) throws ContainerException {
        if (lines.isSure("restart " + name + "?")) {
            Started started = engine.restart(StopRequest.of(name), steps());
            lines.say(name + " runs again, process " + started.pid());
        }
    }

    /** What takes long says now and then how far it is. */
    private StepListener steps() {
        long[] last = {System.nanoTime()};
        return step -> {
            if (System.nanoTime() - last[0] > PATIENCE) {
                last[0] = System.nanoTime();
                lines.say("step " + step.number() + " of " + step.total() + ": " + step.title());
            }
        };
    }

    private void stop(String name, boolean kill) throws ContainerException {
        if (lines.isSure((kill ? "kill every process of " : "stop ") + name + "?")) {
            engine.stop(new StopRequest(name, Optional.empty(), kill, false, true));
            lines.say(name + " has stopped");
        }
    }

    private void attach(String name, List<String> command) throws ContainerException {
        lines.say("attached to " + name + "; Ctrl-A, then q, leaves it");
        CommandOutcome end = engine.attach(AttachRequest.of(name, new ArrayList<>(command)), Optional.empty());
        lines.say(""); // the command may have left its last line open
        lines.say(name + ": " + PlainText.end(end));
    }

    private void log(String name, String count) throws ContainerException {
        OptionalInt wanted = number(count);
        if (wanted.isEmpty()) {
            lines.say(count + " is no number of lines");
            return;
        }
        LogFollowing log = new LogFollowing(engine.consoleLog(name));
        try {
            log.last(wanted.getAsInt()).forEach(lines::say);
        } catch (IOException e) {
            lines.say("failed: cannot read the log: " + e.getMessage());
        }
    }

    private void follow(String name) throws ContainerException {
        LogFollowing log = new LogFollowing(engine.consoleLog(name));
        lines.say("following " + name + "; Enter ends it");
        try {
            log.last(LINES).forEach(lines::say);
            boolean ended = false;
            while (!ended && !lines.isTyped() && !lines.isBroken()) {
                ended = waited(name);
                log.more().forEach(lines::say);
            }
            if (ended) {
                lines.say(name + " has ended");
            } else {
                lines.ask("");
            }
        } catch (IOException e) {
            lines.say("failed: cannot read the log: " + e.getMessage());
        }
    }

    private boolean waited(String name) throws ContainerException {
        try {
            return engine.awaitEnd(name, PACE);
        } catch (UnknownContainerException e) {
            return true;
        }
    }

    private void text(String text) {
        text.lines().forEach(lines::say);
    }
}
