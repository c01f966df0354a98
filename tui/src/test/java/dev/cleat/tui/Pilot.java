package dev.cleat.tui;

import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.EffectRunner;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.model.Thresholds;
import dev.cleat.tui.model.Work;
import dev.cleat.tui.model.Works;
import dev.cleat.tui.render.FrameRenderer;
import dev.cleat.tui.render.Line;
import dev.cleat.tui.render.Span;
import dev.cleat.tui.update.ConsoleUpdate;
import dev.cleat.tui.update.Update;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Presses keys and looks at the screen, without a terminal. Each press returns when everything that follows from it has
 * been done, so nothing ever has to be waited for.
 */
public final class Pilot implements AutoCloseable {

    private final BlockingQueue<Message> posted = new LinkedBlockingQueue<>();
    private final List<Effect> onScreen = new ArrayList<>();
    private final EffectRunner runner;
    private Optional<Remembered> remembered = Optional.empty();
    private Model model;

    private Pilot(Engine engine, Model start) {
        runner = new EffectRunner(engine, posted::add);
        apply(ConsoleUpdate.start(start));
        settle();
    }

    /** A console on {@code engine}, 80 by 24, UTC, at {@link FakeContainers#NOW}. */
    public static Pilot on(Engine engine) {
        return on(engine, 80, 24, false, false);
    }

    public static Pilot on(Engine engine, int columns, int rows, boolean readOnly, boolean ascii) {
        return on(engine, columns, rows, readOnly, ascii, KeyMap.USUAL);
    }

    public static Pilot on(Engine engine, int columns, int rows, boolean readOnly, boolean ascii, KeyMap keys) {
        return on(engine, columns, rows, readOnly, ascii, keys, List.of());
    }

    /** With commands of the operator's own. */
    public static Pilot on(
            Engine engine,
            int columns,
            int rows,
            boolean readOnly,
            boolean ascii,
            KeyMap keys,
            List<CustomCommand> commands) {
        Facts facts = new Facts(
                "prod-3",
                "ada",
                readOnly,
                4,
                ascii,
                Thresholds.DEFAULT,
                ZoneOffset.UTC,
                keys,
                List.of("dark", "light", "mono"),
                commands,
                Setup.of("dark", Duration.ofSeconds(1)));
        return new Pilot(engine, Model.start(facts, new TerminalSize(rows, columns), FakeContainers.NOW));
    }

    /** One key after the other, by the names of {@link Key}. */
    public Pilot press(String... names) {
        for (String name : names) {
            send(new Message.KeyPressed(new Key(name.equals("Space") ? " " : name)));
        }
        return this;
    }

    public Pilot type(String text) {
        text.codePoints().forEach(c -> send(new Message.KeyPressed(Key.typed(c))));
        return this;
    }

    public Pilot send(Message message) {
        apply(ConsoleUpdate.update(model, message));
        settle();
        return this;
    }

    /** As if it had come to this. */
    public Pilot with(UnaryOperator<Model> change) {
        model = change.apply(model);
        return this;
    }

    /** As if work were under way that never ends by itself; it is in its box. */
    public Pilot begin(Work.Kind kind, String title, String subject, int total) {
        return with(now -> {
            Works works = now.works().with(kind, title, subject, total, now.now());
            return now.withWorks(works).withDialog(new Dialog.Underway(works.latest()));
        });
    }

    public Model model() {
        return model;
    }

    /** What was asked of the screen itself: attach, suspend, redraw. */
    public List<Effect> onScreen() {
        return List.copyOf(onScreen);
    }

    /** What would be known again at the next start; empty when nothing was changed. */
    public Optional<Remembered> remembered() {
        return remembered;
    }

    /** The screen's text; blanks at line ends are left out. */
    public List<String> lines() {
        return FrameRenderer.render(model).lines().stream().map(Pilot::text).toList();
    }

    public String screen() {
        return String.join("\n", lines());
    }

    /** The last line: prompt, news or hints. */
    public String footer() {
        return lines().get(lines().size() - 1).strip();
    }

    @Override
    public void close() {
        runner.close();
    }

    private static String text(Line line) {
        return line.spans().stream()
                .map(Span::text)
                .collect(Collectors.joining())
                .stripTrailing();
    }

    private void apply(Update update) {
        model = update.model();
        for (Effect effect : update.effects()) {
            if (effect instanceof Effect.Reading reading) {
                runner.run(reading);
            } else if (effect instanceof Effect.Changing changing) {
                runner.run(changing);
            } else if (effect instanceof Effect.Remember remember) {
                remembered = Optional.of(remember.remembered());
            } else if (effect instanceof Effect.OnPane pane) {
                runner.run(pane);
            } else {
                onScreen.add(effect);
            }
        }
    }

    private void settle() {
        try {
            while (runner.isBusy() || !posted.isEmpty()) {
                Message message = posted.poll(10, TimeUnit.SECONDS);
                if (message == null) {
                    throw new IllegalStateException("an effect did not end");
                }
                if (!(message instanceof Message.EffectEnded)) {
                    apply(ConsoleUpdate.update(model, message));
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
