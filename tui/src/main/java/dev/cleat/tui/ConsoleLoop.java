package dev.cleat.tui;

import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.tui.effect.EarlyList;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.EffectRunner;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.render.FrameRenderer;
import dev.cleat.tui.terminal.Clipboard;
import dev.cleat.tui.terminal.KeyReader;
import dev.cleat.tui.terminal.Signals;
import dev.cleat.tui.update.ConsoleUpdate;
import dev.cleat.tui.update.Update;
import dev.cleat.tui.view.Display;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one UI thread. It sleeps until a key, a message or the next tick comes, changes the model, draws if that changed
 * anything, and sleeps again. While a container has the terminal this thread is in {@link Engine#attach}: nothing else
 * reads or draws.
 */
final class ConsoleLoop {

    /** Keys taken before a frame is drawn in between, so that a held key shows something. */
    private static final int BURST = 64;

    private static final int TERMINATED = 143;
    private static final long SECOND = 1_000_000_000;

    private final Engine engine;
    private final OperatorTerminal terminal;
    private final Display display;
    private final KeyReader keys;
    private final Clock clock;
    private Duration refresh;
    private long nextTick;
    private final boolean tellFrames = Boolean.getBoolean("cleat.test.frames");
    private final Inbox posted = new Inbox();
    private final EffectRunner runner;
    private final ThemeSwitch looks;
    private final MemoryWriter memory;
    private final Clipboard clipboard = new Clipboard(System.getenv());
    private final HeapTrim heap = new HeapTrim();
    private boolean typed;
    private volatile boolean attached;
    private Model model;
    private boolean changed = true;
    private long turns;
    private long toldTurns = -1;

    ConsoleLoop(
            Engine engine,
            EarlyList lists,
            OperatorTerminal terminal,
            Display display,
            KeyReader keys,
            Clock clock,
            Duration refresh,
            ThemeSwitch looks,
            MemoryWriter memory) {
        this.engine = engine;
        this.terminal = terminal;
        this.display = display;
        this.keys = keys;
        this.clock = clock;
        this.refresh = refresh;
        this.runner = new EffectRunner(engine, lists, display::colours, this::post);
        this.looks = looks;
        this.memory = memory;
    }

    /** Until the model says with which exit status to end. */
    int run(Model start) {
        Thread atExit = new Thread(display::close, "console-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        List<Runnable> handlers = List.of(
                Signals.handle("TERM", () -> terminate(TERMINATED)),
                Signals.handle("HUP", () -> terminate(129)),
                Signals.handle("CONT", () -> post(new Message.Continued())));
        looks.watch(this::post);
        try {
            display.enter();
            display.title("cleat on " + start.facts().host());
            apply(ConsoleUpdate.start(start));
            loop();
            return model.end().orElse(0);
        } finally {
            looks.close();
            memory.close();
            runner.close();
            display.close();
            handlers.forEach(Runnable::run);
            removeHook(atExit);
        }
    }

    private void loop() {
        nextTick = System.nanoTime() + refresh.toNanos();
        while (model.end().isEmpty()) {
            draw();
            Duration wait = posted.isEmpty() ? pause() : Duration.ZERO;
            Optional<Message> input = next(wait);
            for (int i = 1; input.isPresent(); i++) {
                handle(input.get());
                turns++;
                typed = true;
                // What follows the key that ends the console is for the shell.
                input = i < BURST && model.end().isEmpty() ? next(Duration.ZERO) : Optional.empty();
            }
            for (Message message = posted.poll(); message != null; message = posted.poll()) {
                handle(message);
            }
            if (System.nanoTime() >= nextTick) {
                tick();
                nextTick = System.nanoTime() + refresh.toNanos();
            }
        }
    }

    /** Where a tick asks for the list, the frame waits for it: it comes in a moment, at the latest the next tick draws. */
    private void tick() {
        if (!typed) {
            heap.trim();
        }
        typed = false;
        if (model.end().isEmpty()) {
            boolean before = changed;
            Update update = ConsoleUpdate.update(model, new Message.Ticked(clock.instant()));
            apply(update);
            changed = before || !update.effects().contains(new Effect.ListContainers());
        }
    }

    /** Until the next tick; while something is under way no longer than a second, to tell for how long. */
    private Duration pause() {
        long left = Math.max(0, nextTick - System.nanoTime());
        if (!model.works().isEmpty() && left > SECOND) {
            handle(new Message.Passed(clock.instant()));
            draw();
            return Duration.ofNanos(SECOND);
        }
        return Duration.ofNanos(left);
    }

    /** What is typed into a session goes there as it came; whatever the console has to answer itself it reads as keys. */
    private Optional<Message> next(Duration wait) {
        boolean raw = model.panes().takesAll() && model.dialog().isEmpty();
        return raw ? keys.bytes(wait) : keys.next(wait);
    }

    private void draw() {
        looks.take().ifPresent(look -> display.look(look.theme(), look.ascii()));
        if (changed && display.draw(FrameRenderer.render(model))) {
            turns++;
        }
        changed = false;
        if (tellFrames && turns != toldTurns && posted.isEmpty() && !runner.isBusy()) {
            display.title("frame=" + turns + " idle=1");
            toldTurns = turns;
        }
    }

    private void handle(Message message) {
        if (!(message instanceof Message.EffectEnded) && model.end().isEmpty()) {
            apply(ConsoleUpdate.update(model, message));
        }
    }

    private void apply(Update update) {
        model = update.model();
        changed = true;
        update.effects().forEach(this::perform);
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Reading reading) {
            runner.run(reading);
        } else if (effect instanceof Effect.Changing changing) {
            runner.run(changing);
        } else if (effect instanceof Effect.HandOver over) {
            handOver(over);
        } else if (effect instanceof Effect.OnPane pane) {
            runner.run(pane);
        } else if (effect instanceof Effect.Copy copy) {
            copy(copy);
        } else if (effect instanceof Effect.Edit edit) {
            lend(() -> new Editor(engine, terminal, System.getenv()).run(edit));
        } else if (effect instanceof Effect.RunInTerminal run) {
            lend(() -> run(run));
        } else if (effect instanceof Effect.ToggleMouse) {
            handle(new Message.MouseSwitched(display.toggleMouse()));
        } else if (effect instanceof Effect.UseTheme use) {
            looks.begin(use.name());
        } else if (effect instanceof Effect.UseGlyphs use) {
            looks.draw(use.ascii());
        } else if (effect instanceof Effect.RefreshEvery every) {
            refresh = every.pace();
            nextTick = System.nanoTime() + refresh.toNanos();
        } else if (effect instanceof Effect.Remember remember) {
            memory.write(remember.remembered());
        } else if (effect instanceof Effect.Suspend) {
            suspend();
        } else {
            terminal.enterRaw(); // whoever had the terminal meanwhile may have left it in any state
            display.repaint();
        }
    }

    private void copy(Effect.Copy copy) {
        display.copy(copy.text(), clipboard);
        if (clipboard.isInTmux()) {
            runner.run(new Effect.FillTmuxBuffer(copy.text()));
        }
    }

    /** Keys typed after the one that asked for it are still in the terminal, for whom it is handed to. */
    private void handOver(Effect.HandOver effect) {
        HandOver over = new HandOver(engine, terminal, keys, this::hasTerminated);
        display.leave();
        display.title(FrameRenderer.safe(over.title(effect)));
        over.banner(effect, model.facts().ascii()).ifPresent(display::print);
        attached = !(effect instanceof Effect.Play);
        Message end;
        try {
            end = runner.noting(effect, () -> over.run(effect));
        } finally {
            attached = false;
            keys.expectLateReplies();
            display.repair();
            display.print(""); // the command may have left its last line open
        }
        resume();
        handle(end);
    }

    /** What it printed is read before the screen comes back. */
    private Message run(Effect.RunInTerminal effect) {
        TerminalProgram program = new TerminalProgram(terminal);
        Message end = runner.run(effect, argv -> {
            display.print("$ " + FrameRenderer.safe(ShellWords.line(argv)));
            return program.run(argv);
        });
        String how = end instanceof Message.CommandLeft left && !left.runs().isEmpty()
                ? left.runs().get(left.runs().size() - 1).result()
                : "";
        program.awaitKey("-- " + how + " -- press a key", this::hasTerminated);
        return end;
    }

    /** Gives the terminal to something that ends by itself. */
    private void lend(Supplier<Message> borrower) {
        display.leave();
        attached = true;
        Message end;
        try {
            end = borrower.get();
        } finally {
            attached = false;
            keys.expectLateReplies();
            display.repair();
        }
        resume();
        handle(end);
    }

    private boolean hasTerminated() {
        return posted.has(Message.Terminated.class::isInstance);
    }

    /** As the shell's Ctrl-Z: the terminal as it was, this process stopped until it is continued. */
    private void suspend() {
        display.leave();
        display.giveTitleBack();
        terminal.leaveRaw();
        Signals.stopThisProcess();
        terminal.enterRaw();
        resume();
    }

    private void resume() {
        display.enter();
        display.title("cleat on " + model.facts().host());
        handle(new Message.Resized(terminal.size()));
        handle(new Message.Ticked(clock.instant()));
    }

    private void post(Message message) {
        posted.add(message);
        if (!attached) {
            terminal.wake();
        }
    }

    /** Runs in a signal handler's thread. An attach has no better end than that of the JVM: its hooks restore everything. */
    private void terminate(int status) {
        if (attached) {
            Runtime.getRuntime().exit(status);
        }
        post(new Message.Terminated(status));
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already: the hook runs, and finds nothing left to do.
        }
    }
}
