package dev.cleat.tui.plain;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Watch;
import dev.cleat.tui.model.CustomCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for a command, does it, says what came of it and what else changed meanwhile, and asks again. */
public final class PlainConsole {

    private static final String PROMPT = "What shall be done? ";

    /** More than anybody listens to. */
    private static final int MOST_NEWS = 100;

    private final PlainLines lines;
    private final PlainCommands commands;
    private final Engine engine;
    /** By container, what happened to it last. */
    private final Map<String, StateEvent> news = new LinkedHashMap<>();

    /**
     * @param readOnly nothing that changes the host is done
     * @param commands of the operator's own
     */
    public PlainConsole(
            Engine engine,
            InputStream in,
            PrintStream out,
            boolean readOnly,
            Clock clock,
            List<CustomCommand> commands) {
        this.engine = engine;
        this.lines = new PlainLines(in, out);
        this.commands = new PlainCommands(engine, lines, readOnly, clock, commands);
    }

    /**
     * Until {@code quit} or the end of input. Containers run on.
     *
     * <p><b>Errors.</b> What {@link Engine#watch} says; whatever a command meets is told, and the next one asked for.
     */
    public int run() throws ContainerException {
        try (Watch watch = engine.watch(this::remember)) {
            lines.say("Cleat, line by line. Say help for the commands, list for the containers, quit to leave.");
            boolean goesOn = true;
            while (goesOn && !lines.isBroken()) {
                tellNews();
                Optional<String> line = lines.ask(PROMPT);
                goesOn = line.isPresent() && (line.get().isEmpty() || run(words(line.get())));
            }
        } finally {
            commands.close();
        }
        return 0;
    }

    private boolean run(List<String> words) {
        try {
            return commands.run(words);
        } catch (ContainerException e) {
            lines.say("failed: " + e.getMessage());
            e.advice().ifPresent(lines::say);
        } catch (RuntimeException e) {
            // A fault of ours or of the engine: told, so that it is reported; the next command may work.
            lines.say("internal error: " + e);
        }
        return true;
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split("\\s+"));
    }

    /** On the engine's thread. */
    private void remember(StateEvent event) {
        synchronized (news) {
            if (news.size() < MOST_NEWS || news.containsKey(event.container())) {
                news.put(event.container(), event);
            }
        }
    }

    private void tellNews() {
        List<StateEvent> events;
        synchronized (news) {
            events = List.copyOf(news.values());
            news.clear();
        }
        events.forEach(event -> lines.say("changed: " + PlainText.event(event)));
    }
}
