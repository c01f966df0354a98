package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.SheetOf;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs effects away from the UI thread and posts what came of them. Readings run one after the other on one thread, so
 * answers come in the order of the questions; changes run beside them and beside each other.
 */
public final class EffectRunner implements AutoCloseable {

    /** So long what has been done waits for being listed, seconds. */
    private static final long PATIENCE = 5;

    private final ActionLog actions;
    private final Readings shown;
    private final LogReading logs;
    private final TranscriptReading transcripts;
    private final PaneRunner panes;
    private final CommandRunner commands;
    private final Changes deeds;
    private final Consumer<Message> post;
    private final ExecutorService readings = Executors.newSingleThreadExecutor(named("console-reading"));
    private final ExecutorService logReadings = Executors.newSingleThreadExecutor(named("console-log"));
    private final ExecutorService textReadings = Executors.newSingleThreadExecutor(named("console-text"));
    private final ExecutorService changes = Executors.newCachedThreadPool(named("console-change"));
    private final AtomicInteger pending = new AtomicInteger();

    /** One that nothing was read for yet. */
    public EffectRunner(Engine engine, Consumer<Message> listener) {
        this(engine, EarlyList.begin(engine), Optional::empty, listener);
    }

    /**
     * @param lists of the same engine's containers
     * @param colours what the console shows where no colour was chosen; asked on any thread
     * @param listener gets each message, on any thread; must be quick
     */
    public EffectRunner(
            Engine engine, EarlyList lists, Supplier<Optional<TerminalColours>> colours, Consumer<Message> listener) {
        this.actions = new ActionLog(Clock.systemUTC(), System.getProperty("user.name"), engine::hosts);
        this.post = message -> {
            actions.heard(message);
            listener.accept(message);
        };
        this.shown = new Readings(engine, lists, actions, post);
        this.logs = new LogReading(engine, post);
        this.transcripts = new TranscriptReading(engine, post);
        this.panes = new PaneRunner(engine, colours, post);
        this.commands = new CommandRunner(engine, actions);
        this.deeds = new Changes(engine, this::readInTurn, panes, commands, actions, named("console-each"), post);
    }

    /** Begins {@code effect} and returns. */
    public void run(Effect.Reading effect) {
        if (effect instanceof Effect.LeaveLog) {
            logs.next();
            return;
        }
        if (effect instanceof Effect.ReadLog log) {
            long number = logs.next();
            submit(
                    logReadings,
                    () -> told(log, () -> logs.read(log, number)),
                    failure -> Readings.unread(log, failure));
            return;
        }
        if (effect instanceof Effect.LeaveText) {
            transcripts.next();
            return;
        }
        if (effect instanceof Effect.ReadSheet sheet && sheet.of() instanceof SheetOf.Recording recording) {
            long number = transcripts.next();
            submit(
                    textReadings,
                    () -> told(effect, () -> transcripts.read(recording, number)),
                    failure -> Readings.unread(effect, failure));
            return;
        }
        submit(readings, () -> shown.read(effect), failure -> Readings.unread(effect, failure));
    }

    /** Begins {@code effect} and returns. */
    public void run(Effect.Changing effect) {
        submit(changes, () -> noted(effect), failure -> new Message.ActionFailed("Internal error", failure));
    }

    /** Runs {@code work}, which does {@code effect} on this thread, and notes what came of it. */
    public Message noting(Effect effect, Supplier<Message> work) {
        actions.begin(effect);
        try {
            Message end = work.get();
            actions.heard(end);
            return end;
        } finally {
            actions.end();
        }
    }

    /** Runs a command of the operator's own on this thread, which has lent the terminal. */
    public Message run(Effect.RunInTerminal effect, CommandRunner.OnTerminal terminal) {
        return commands.run(effect, terminal);
    }

    private void noted(Effect.Changing effect) {
        actions.begin(effect);
        try {
            deeds.change(effect);
        } catch (RuntimeException | Error e) {
            actions.heard(new Message.ActionFailed("Internal error", Failure.of("internal error: " + e)));
            throw e;
        } finally {
            actions.end();
        }
    }

    /** Does {@code effect}, which takes no time. */
    public void run(Effect.OnPane effect) {
        panes.act(effect);
    }

    /** True while something runs or waits to. */
    public boolean isBusy() {
        return pending.get() > 0;
    }

    /** Lets nothing new begin and ends commands of the operator's own. What else runs is left alone: containers outlive it. */
    @Override
    public void close() {
        readings.shutdownNow();
        panes.close();
        logs.next();
        logReadings.shutdownNow();
        transcripts.next();
        textReadings.shutdownNow();
        changes.shutdown();
        commands.close();
    }

    private void submit(ExecutorService executor, Runnable work, Function<Failure, Message> fault) {
        pending.incrementAndGet();
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // A fault of ours or of the engine, or no memory for this one: shown, so that it is reported, instead
                // of
                // ending a thread unseen and never being asked for again.
                post.accept(fault.apply(Failure.of("internal error: " + e)));
            } finally {
                pending.decrementAndGet();
                post.accept(new Message.EffectEnded());
            }
        });
    }

    /** So that no list that was begun before a change is told after one that was begun behind it. */
    private void readInTurn(Effect.Reading effect) {
        try {
            readings.submit(() -> shown.read(effect)).get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            // The next tick asks for it again.
        }
    }

    /** Reads something. */
    private interface Look {
        void run() throws ContainerException;
    }

    private void told(Effect.Reading effect, Look look) {
        try {
            look.run();
        } catch (ContainerException e) {
            post.accept(Readings.unread(effect, Failure.of(e)));
        }
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
