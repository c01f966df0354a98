package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.TimeValue;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.RecordingText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Replay;
import dev.cleat.tui.player.ClockTime;
import dev.cleat.tui.player.Player;
import dev.cleat.tui.player.PlayerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code play}: shows a recorded session as it went on, or its screen at one moment. */
final class PlayVerb implements Verb {

    private static final String NAME = "play";
    private static final double SLOWEST = 0.25;
    private static final double FASTEST = 16;

    private static final VerbSpec SPEC = new VerbSpec(
            NAME,
            "play a recorded session",
            new Operands("ID|FILE", 1, 1, false),
            false,
            List.of(
                    Option.value("--speed", "N", "so many times as fast, 0.25 to 16"),
                    Option.value("--idle", "SECONDS", "wait no longer than this where nothing happens"),
                    Option.value(
                            "--at",
                            "TIME",
                            "begin there, as 90s or 1:30; without a terminal: the moment, default the end")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        double speed = speed(call.arguments().value("--speed"));
        Optional<Duration> idle = time("--idle", call.arguments().value("--idle"));
        Optional<Duration> at = time("--at", call.arguments().value("--at"));
        try (Engine engine = call.openEngine();
                Replay replay =
                        engine.recordings().replay(call.arguments().operands().get(0))) {
            if (!call.out().isTerminal()) {
                for (String line : replay.at(at.orElse(replay.length())).text()) {
                    call.out().print(line + "\n");
                }
                return ExitStatus.DONE;
            }
            PlayerOptions options = new PlayerOptions(
                    speed,
                    idle,
                    at.orElse(Duration.ZERO),
                    call.here().coloursResults(),
                    call.here().environment());
            try (OperatorTerminal terminal = engine.openTerminal()) {
                new Player(replay, terminal, options, RecordingText::clock).run();
            }
        }
        return ExitStatus.DONE;
    }

    private static double speed(Optional<String> text) throws UsageException {
        try {
            double speed = text.isEmpty() ? 1 : Double.parseDouble(text.get());
            if (speed >= SLOWEST && speed <= FASTEST) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(NAME, "--speed \"" + text.orElse("") + "\" is no number from 0.25 to 16");
    }

    private static Optional<Duration> time(String option, Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time =
                text.get().indexOf(':') < 0 ? TimeValue.parse(text.get()) : ClockTime.parse(text.get());
        if (time.isEmpty()) {
            throw new UsageException(NAME, option + " \"" + text.get() + "\" is no time");
        }
        return time;
    }
}
