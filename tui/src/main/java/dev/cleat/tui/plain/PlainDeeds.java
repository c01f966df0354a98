package dev.cleat.tui.plain;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.tui.effect.StartRequests;
import dev.cleat.tui.render.Destroyed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changes containers: to one after the other, asked for once. What fails with one is told, and the next one done. */
final class PlainDeeds {

    static final List<String> WORDS = List.of("start", "stop", "kill", "restart", "freeze", "thaw", "destroy");

    private static final List<String> ASKED = List.of("stop", "kill", "restart");

    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

    private final Engine engine;
    private final PlainLines lines;
    private final PlainQuestions questions;

    PlainDeeds(Engine engine, PlainLines lines) {
        this.engine = engine;
        this.lines = lines;
        this.questions = new PlainQuestions(lines);
    }

    /** What is done to one. */
    private interface Deed {
        void to(String name) throws ContainerException;
    }

    void run(String word, List<String> names) throws ContainerException {
        if (ASKED.contains(word)) {
            for (String name : names) {
                engine.inspect(name); // nobody is asked about a container that is not there
            }
        }
        String all = PlainQuestions.listed(names);
        String many = Integer.toString(names.size());
        switch (word) {
            case "start" -> each(names, this::start);
            case "stop" -> {
                if (lines.isSure("Stop " + all + "?")) {
                    each(names, name -> stop(name, false));
                }
            }
            case "kill" -> {
                String question = "Kill every process of " + all + "?";
                if (names.size() > 1 ? questions.isTold(question, many) : lines.isSure(question)) {
                    each(names, name -> stop(name, true));
                }
            }
            case "restart" -> {
                if (lines.isSure("Stop " + all + ", and start " + (names.size() > 1 ? "them" : "it") + " again?")) {
                    each(names, this::restart);
                }
            }
            case "freeze" ->
                each(names, name -> {
                    engine.freeze(name);
                    lines.say(name + " is frozen");
                });
            case "thaw" ->
                each(names, name -> {
                    engine.thaw(name);
                    lines.say(name + " goes on");
                });
            default -> destroy(names, all);
        }
    }

    private void each(List<String> names, Deed deed) throws ContainerException {
        for (String name : names) {
            try {
                deed.to(name);
            } catch (ContainerException e) {
                if (names.size() == 1) {
                    throw e;
                }
                lines.say(name + ": failed: " + e.getMessage());
                e.advice().ifPresent(lines::say);
            }
        }
    }

    private void start(String name) throws ContainerException {
        Optional<Path> file = engine.definitions().stream()
                .filter(definition -> definition.name().equals(name))
                .map(DefinitionSummary::file)
                .findFirst();
        Started started = engine.start(StartRequests.of(name, file), steps());
        lines.say(name + " runs, process " + started.pid());
    }

    private void stop(String name, boolean kill) throws ContainerException {
        engine.stop(new StopRequest(name, Optional.empty(), kill, false, true));
        lines.say(name + " has stopped");
    }

    private void restart(String name) throws ContainerException {
        Started started = engine.restart(StopRequest.of(name), steps());
        lines.say(name + " runs again, process " + started.pid());
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

    /** One that does not run is gone with a yes; one that runs, or several, with a word that nobody says by habit. */
    private void destroy(List<String> names, String all) throws ContainerException {
        List<Removal> removals = new ArrayList<>();
        for (String name : names) {
            removals.add(engine.removal(name));
        }
        List<String> running = engine.list().stream()
                .filter(container -> container.state().isLive())
                .map(ContainerSummary::name)
                .filter(names::contains)
                .toList();
        String question = "Destroy " + all + "? " + Destroyed.of(removals)
                + (running.isEmpty() ? "" : " Stopped first: " + PlainQuestions.listed(running) + ".");
        boolean sure = names.size() == 1 && running.isEmpty()
                ? lines.isSure(question)
                : questions.isTold(question, names.size() == 1 ? names.get(0) : Integer.toString(names.size()));
        if (sure) {
            each(names, name -> {
                engine.destroy(name, running.contains(name));
                lines.say(name + " is destroyed");
            });
        }
    }
}
