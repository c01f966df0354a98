package dev.cleat.tui;

import dev.cleat.cli.output.RecordingText;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Replay;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.player.Player;
import dev.cleat.tui.player.PlayerOptions;
import dev.cleat.tui.render.FrameRenderer;
import dev.cleat.tui.terminal.KeyReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who else may have the operator's terminal, and what is told when it comes back. Runs on the UI thread. */
final class HandOver {

    private static final String KEYS = AttachRequest.DEFAULT_DETACH_KEYS;

    private final Engine engine;
    private final OperatorTerminal terminal;
    private final KeyReader keys;
    private final BooleanSupplier terminated;

    /** @param terminated true once this process was asked to end */
    HandOver(Engine engine, OperatorTerminal terminal, KeyReader keys, BooleanSupplier terminated) {
        this.engine = engine;
        this.terminal = terminal;
        this.keys = keys;
        this.terminated = terminated;
    }

    /** The window's title meanwhile; may hold hostile text. */
    String title(Effect.HandOver effect) {
        return effect instanceof Effect.Watch ? "watching " + subject(effect) : subject(effect);
    }

    private static String subject(Effect.HandOver effect) {
        if (effect instanceof Effect.Attach attach) {
            return attach.container();
        }
        if (effect instanceof Effect.Shell shell) {
            return shell.container();
        }
        if (effect instanceof Effect.Return back) {
            return back.container();
        }
        return effect instanceof Effect.Watch watch ? watch.container() : ((Effect.Play) effect).title();
    }

    /** The line above what is shown then, safe to print; the player has its own. */
    Optional<String> banner(Effect.HandOver effect, boolean ascii) {
        String dot = ascii ? " | " : " · ";
        String name = FrameRenderer.safe(subject(effect));
        if (effect instanceof Effect.Watch) {
            return Optional.of("watching a session in " + name + dot + "leave: Ctrl-a q");
        }
        if (effect instanceof Effect.Return) {
            return Optional.of("back in a session in " + name + dot + "detach: Ctrl-a q");
        }
        return effect instanceof Effect.Attach || effect instanceof Effect.Shell
                ? Optional.of("attached to " + name + dot + "detach: Ctrl-a q")
                : Optional.empty();
    }

    /** Returns when it is over. */
    Message run(Effect.HandOver effect) {
        String subject = subject(effect);
        try {
            if (effect instanceof Effect.Play play) {
                return new Message.AttachEnded(subject, play(play) ? "played" : "not played");
            }
            CommandOutcome outcome = outcome(effect);
            return outcome instanceof CommandOutcome.HungUp
                    ? new Message.HungUp()
                    : new Message.AttachEnded(subject, describe(effect, outcome));
        } catch (ContainerException e) {
            return new Message.ActionFailed(failed(effect) + subject, Failure.of(e));
        }
    }

    private CommandOutcome outcome(Effect.HandOver effect) throws ContainerException {
        if (effect instanceof Effect.Shell shell) {
            AttachRequest login = AttachRequest.to(shell.container())
                    .login(true)
                    .environment(AttachRequest.Environment.CLEAR)
                    .build();
            return engine.attach(login, Optional.of(terminal));
        }
        if (effect instanceof Effect.Return back) {
            return engine.attachSession(back.session(), KEYS, Optional.of(terminal));
        }
        if (effect instanceof Effect.Watch watch) {
            return engine.watchSession(watch.session(), KEYS, Optional.of(terminal));
        }
        return engine.attach(AttachRequest.of(subject(effect), List.of()), Optional.of(terminal));
    }

    private static String failed(Effect.HandOver effect) {
        if (effect instanceof Effect.Watch) {
            return "Cannot watch the session in ";
        }
        if (effect instanceof Effect.Return) {
            return "Cannot come back to the session in ";
        }
        return effect instanceof Effect.Play ? "Cannot play " : "Cannot attach to ";
    }

    private static String describe(Effect.HandOver effect, CommandOutcome outcome) {
        if (effect instanceof Effect.Watch) {
            return outcome instanceof CommandOutcome.Exited ? "the session has ended" : "you no longer look on";
        }
        if (outcome instanceof CommandOutcome.Exited exited) {
            return "the shell ended with status " + exited.status();
        }
        if (outcome instanceof CommandOutcome.Killed killed) {
            return "the shell was killed by signal " + killed.number();
        }
        boolean runsOn = outcome instanceof CommandOutcome.Detached left
                && left.session().isPresent();
        return runsOn ? "detached; it runs on, and is in the list of sessions" : "detached";
    }

    /** False when the operator would not wait for it. */
    private boolean play(Effect.Play play) throws ContainerException {
        try (ReplayOpening opening = new ReplayOpening(engine, play.recording())) {
            Optional<Replay> replay = opening.await(keys, terminated, this::tellOpening);
            if (replay.isPresent()) {
                OperatorTerminal lent = new LentTerminal(terminal, terminated);
                new Player(replay.get(), lent, options(), RecordingText::clock).run();
            }
            return replay.isPresent();
        }
    }

    private void tellOpening() {
        byte[] line = "reading the recording; q leaves it\r\n".getBytes(StandardCharsets.US_ASCII);
        terminal.write(line, 0, line.length);
    }

    private static PlayerOptions options() {
        boolean coloured = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return new PlayerOptions(1, Optional.empty(), Duration.ZERO, coloured, System.getenv());
    }
}
