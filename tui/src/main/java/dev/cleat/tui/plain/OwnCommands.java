package dev.cleat.tui.plain;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.tui.effect.CommandRunner;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands of the operator's own, said by their names with the containers they are about; what they print is told when they
 * have ended, unless they have the terminal.
 */
final class OwnCommands {

    private final Engine engine;
    private final PlainLines lines;
    private final boolean readOnly;
    private final List<CustomCommand> commands;
    private final CommandRunner runner;
    private final Thread atExit;

    OwnCommands(Engine engine, PlainLines lines, boolean readOnly, List<CustomCommand> commands) {
        this.engine = engine;
        this.lines = lines;
        this.readOnly = readOnly;
        this.commands = List.copyOf(commands);
        this.runner = CommandRunner.of(engine);
        this.atExit =
                new Thread(runner::close, "commands-exit"); // they have sessions of their own: no Ctrl-C gets there
        if (!commands.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    void close() {
        runner.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM ends already.
        }
    }

    boolean isOne(String word) {
        return find(word).isPresent();
    }

    private Optional<CustomCommand> find(String word) {
        return commands.stream().filter(command -> command.name().equals(word)).findFirst();
    }

    /** A sentence for each. */
    List<String> help() {
        return commands.stream()
                .map(command -> command.name() + (command.isAboutContainer() ? " NAME" : "") + ": "
                        + (command.description().isEmpty() ? command.text() : command.description()) + ".")
                .toList();
    }

    /** Asks for what it needs, and whether it is to be run where its file or their number wants that. */
    void run(String word, List<String> names) throws ContainerException {
        CustomCommand command = find(word).orElseThrow();
        if (readOnly && command.changes()) {
            lines.say("read-only: " + word + " is switched off");
            return;
        }
        if (command.isAboutContainer() && names.isEmpty()) {
            lines.say(word + " needs the name of a container, or its number in the list");
            return;
        }
        if (!command.isAboutContainer() && !names.isEmpty()) {
            lines.say(word + " is about no container");
            return;
        }
        List<ContainerSummary> containers = containers(names);
        Optional<ContainerSummary> elsewhere = containers.stream()
                .filter(one -> !engine.hosts().isEmpty() && HostedName.isElsewhere(one.name()))
                .findFirst();
        if (elsewhere.isPresent() && !command.anyHost()) {
            lines.say(word + " is for containers of this host, and "
                    + elsewhere.get().name() + " is not one (\"hosts: any\" in commands.yaml)");
            return;
        }
        Optional<Map<String, String>> answers = asked(command);
        if (answers.isPresent() && isWanted(command, containers)) {
            run(command, containers, answers.get());
        }
    }

    private List<ContainerSummary> containers(List<String> names) throws ContainerException {
        List<ContainerSummary> all = engine.list();
        List<ContainerSummary> found = new ArrayList<>();
        for (String name : names) {
            found.add(all.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new UnknownContainerException("there is no container called " + name, "say list for all")));
        }
        return found;
    }

    /** Empty when one of the answers will not do. */
    private Optional<Map<String, String>> asked(CustomCommand command) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (CustomCommand.Input input : command.inputs()) {
            String usual = input.usual().isEmpty() ? "" : ", Enter for " + input.usual();
            Optional<String> typed = lines.ask(input.prompt() + usual + ": ");
            String answer = typed.filter(text -> !text.isEmpty()).orElse(input.usual());
            if (typed.isEmpty() || !input.accepts(answer)) {
                lines.say("\"" + answer + "\" does not match " + input.pattern() + ": nothing was done");
                return Optional.empty();
            }
            answers.put(input.place(), answer);
        }
        return Optional.of(answers);
    }

    private boolean isWanted(CustomCommand command, List<ContainerSummary> containers) {
        if (command.confirm().isEmpty() && containers.size() <= 1) {
            return true;
        }
        String usual = "run " + command.text()
                + (containers.size() > 1 ? " for " + containers.size() + " containers, one after the other?" : "?");
        return lines.isSure(command.confirm().filter(text -> !text.isEmpty()).orElse(usual));
    }

    private void run(CustomCommand command, List<ContainerSummary> containers, Map<String, String> answers) {
        Message end = command.terminal()
                ? runner.run(new Effect.RunInTerminal(command, containers, answers), OwnCommands::onTerminal)
                : runner.run(new Effect.RunCommand(0, command, containers, answers), over -> {});
        List<CommandRun> runs =
                end instanceof Message.CommandLeft left ? left.runs() : ((Message.CommandEnded) end).runs();
        runs.forEach(run -> tell(command, run));
    }

    /** With this process's standard input and output. */
    private static int onTerminal(List<String> argv) throws IOException {
        Process process = new ProcessBuilder(argv).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void tell(CustomCommand command, CommandRun run) {
        run.output().forEach(lines::say);
        if (run.leftOut() > 0) {
            lines.say("and " + run.leftOut() + " bytes more, which were not kept");
        }
        String about = run.subject().isEmpty() ? command.name() : command.name() + " on " + run.subject();
        lines.say(about + ": " + run.failure().map(Failure::message).orElse(run.result()));
    }
}
