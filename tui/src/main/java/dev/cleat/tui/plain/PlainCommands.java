package dev.cleat.tui.plain;

import dev.cleat.cli.option.Nearest;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Filter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the words mean. A container is called by its name, or by its number in the list that was told last. */
final class PlainCommands {

    /** About one container, or one session of the list of sessions. */
    private static final List<String> OF_ONE = List.of(
            "info", "why", "processes", "plan", "attach", "log", "search", "follow", "watch", "return", "end", "read");

    private static final List<String> OF_ALL = List.of(
            "list",
            "definitions",
            "sessions",
            "recordings",
            "namespaces",
            "cgroups",
            "hosts",
            "events",
            "help",
            "quit");

    private static final List<String> WORDS =
            Stream.of(OF_ALL, OF_ONE, PlainDeeds.WORDS).flatMap(List::stream).toList();

    /** Words that others use for the same. */
    private static final Map<String, String> OTHERS = Map.of(
            "ls",
            "list",
            "logs",
            "log",
            "exit",
            "quit",
            "q",
            "quit",
            "?",
            "help",
            "ps",
            "processes",
            "pause",
            "freeze");

    private static final Set<String> CHANGING = Set.of("attach", "return", "end");

    private static final List<String> HELP = List.of(
            "list: the containers, each with a number. list web: those with that word; list state:run cpu>50: as filters are.",
            "info NAME: everything about one. A number of the list does instead of a name. why NAME: how it ended.",
            "processes NAME: what runs in it. plan NAME: what a start would do.",
            "start NAME, stop NAME, restart NAME, freeze NAME, thaw NAME, kill NAME, destroy NAME: several names do as well.",
            "What cannot be taken back is asked for in a sentence, and done after a clear yes, or a word that is told.",
            "attach NAME: a shell inside; Ctrl-A, then q, leaves it. attach NAME COMMAND: that command.",
            "log NAME: the last 20 lines of its console. log NAME 100: the last 100. search NAME WORD: those with that word.",
            "follow NAME: its console, line by line, until Enter.",
            "sessions: who is attached, each with a number. watch 1: look on. return 1: come back to it. end 1: end it.",
            "recordings: what was recorded, each with a number. read 1: what could be read in it.",
            "definitions: what can be started. namespaces: those that are shared. cgroups: what containers use and wait for.",
            "hosts: how other hosts are reached. events: what changed.",
            "Enter alone: what changed meanwhile. quit: leave; containers run on.");

    private final Engine engine;
    private final PlainLines lines;
    private final boolean readOnly;
    private final Clock clock;
    private final PlainDeeds deeds;
    private final PlainLooks looks;
    private final PlainLogs logs;
    private final PlainSessions sessions;
    private final OwnCommands own;
    private final Told told = new Told();

    PlainCommands(Engine engine, PlainLines lines, boolean readOnly, Clock clock, List<CustomCommand> commands) {
        this.engine = engine;
        this.lines = lines;
        this.readOnly = readOnly;
        this.clock = clock;
        this.deeds = new PlainDeeds(engine, lines);
        this.looks = new PlainLooks(engine, lines, clock);
        this.logs = new PlainLogs(engine, lines);
        this.sessions = new PlainSessions(engine, lines, clock);
        this.own = new OwnCommands(engine, lines, readOnly, commands);
    }

    /** Nothing is asked any more. */
    void close() {
        own.close();
    }

    /** False to leave. */
    boolean run(List<String> words) throws ContainerException {
        String verb = OTHERS.getOrDefault(words.get(0), words.get(0));
        List<String> operands = words.subList(1, words.size());
        if (readOnly && (CHANGING.contains(verb) || PlainDeeds.WORDS.contains(verb))) {
            lines.say("read-only: " + verb + " is switched off");
        } else if (!WORDS.contains(verb) && own.isOne(verb)) {
            own.run(verb, names(operands));
        } else if (!WORDS.contains(verb)) {
            lines.say("no command is called " + verb + Nearest.hint(verb, WORDS) + "; say help");
        } else if (OF_ALL.contains(verb)) {
            all(verb, operands);
        } else if (operands.isEmpty()) {
            lines.say(verb + " needs a name, or a number of the list");
        } else if (PlainDeeds.WORDS.contains(verb)) {
            deeds.run(verb, names(operands));
        } else {
            one(verb, operands.get(0), operands.subList(1, operands.size()));
        }
        return !verb.equals("quit");
    }

    private void all(String verb, List<String> operands) throws ContainerException {
        switch (verb) {
            case "list" -> list(String.join(" ", operands));
            case "definitions" -> looks.definitions();
            case "sessions" -> sessions.list();
            case "recordings" -> sessions.recordings();
            case "namespaces" -> looks.namespaces();
            case "cgroups" -> looks.cgroups();
            case "hosts" -> looks.hosts();
            case "events" -> looks.events();
            case "help" -> {
                HELP.forEach(lines::say);
                own.help().forEach(lines::say);
            }
            default -> lines.say("Containers run on.");
        }
    }

    private void one(String verb, String word, List<String> more) throws ContainerException {
        switch (verb) {
            case "info" -> looks.info(name(word));
            case "why" -> looks.why(name(word));
            case "processes" -> looks.processes(name(word));
            case "plan" -> looks.plan(name(word));
            case "attach" -> sessions.attach(name(word), more);
            case "log" -> logs.last(name(word), more);
            case "follow" -> logs.follow(name(word));
            case "search" -> search(name(word), String.join(" ", more));
            case "watch" -> sessions.watch(word);
            case "return" -> sessions.comeBack(word);
            case "end" -> sessions.end(word);
            default -> sessions.read(word);
        }
    }

    private void search(String name, String text) throws ContainerException {
        if (text.isEmpty()) {
            lines.say("search needs a word behind the name");
        } else {
            logs.search(name, text);
        }
    }

    private List<String> names(List<String> words) throws ContainerException {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            String name = name(word);
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** A container's own name goes before a number. */
    private String name(String word) throws ContainerException {
        boolean isName =
                engine.list().stream().anyMatch(container -> container.name().equals(word));
        return isName ? word : told.named(word);
    }

    private void list(String wanted) throws ContainerException {
        Filter filter = new Filter(wanted);
        Optional<String> problem = filter.problem();
        problem.ifPresent(what -> lines.say("the filter: " + what));
        List<ContainerSummary> shown = engine.list().stream()
                .filter(filter.containers(clock.instant()))
                .toList();
        told.all(shown.stream().map(ContainerSummary::name).toList());
        lines.say(shown.size() + (shown.size() == 1 ? " container" : " containers"));
        for (int i = 0; i < shown.size(); i++) {
            lines.say(PlainText.container(i + 1, shown.get(i), clock.instant()));
        }
    }
}
