package dev.cleat.tui.player;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Replay;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.terminal.KeyReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Plays a recording until the operator has seen enough. */
public final class Player {

    /** Alternate screen, no wrapping at the right edge; and back. */
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[H\u001b[2J";

    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final Replay replay;
    private final OperatorTerminal terminal;
    private final Painter painter;
    private final KeyReader keys;
    private final Playback playback;
    private final Function<Duration, String> clock;

    /** @param clock how times are written */
    public Player(Replay replay, OperatorTerminal terminal, PlayerOptions options, Function<Duration, String> clock) {
        this.replay = replay;
        this.terminal = terminal;
        this.clock = clock;
        this.painter = new Painter(new StyleCodes(options.coloured(), options.environment()));
        this.keys = new KeyReader(terminal, options.environment().containsKey("SSH_CONNECTION"), System::nanoTime);
        this.playback = new Playback(replay, options.speed(), options.idle(), options.begin());
    }

    /** Returns when the operator ends it, or the terminal has gone. The last screen stays until a key is typed. */
    public void run() throws ContainerException {
        write(ENTER);
        try {
            playback.resume(System.nanoTime());
            boolean goesOn = true;
            while (goesOn) {
                playback.advance(System.nanoTime());
                write(painter.paint(terminal.size(), heading(), replay.at(playback.position()), state()));
                Optional<Message> message = keys.next(playback.wait(LONGEST_WAIT));
                goesOn = message.isEmpty() || handle(message.get());
            }
        } finally {
            write(LEAVE);
        }
    }

    private boolean handle(Message message) {
        if (message instanceof Message.HungUp) {
            return false;
        }
        if (message instanceof Message.Resized) {
            painter.forget();
            write("\u001b[2J");
        }
        return !(message instanceof Message.KeyPressed pressed)
                || playback.press(pressed.key().name(), System.nanoTime());
    }

    /** Who, when and where, always. */
    private String heading() {
        RecordingInfo info = replay.info();
        return " " + (info.container().isEmpty() ? info.file().getFileName() : info.kind() + " " + info.container())
                + (info.user().isEmpty() ? "" : " by " + info.user())
                + info.started().map(time -> " on " + time).orElse("")
                + (info.host().isEmpty() ? "" : " at " + info.host())
                + (info.command().isEmpty() ? "" : ": " + String.join(" ", info.command()));
    }

    private String state() {
        return " " + playback.word() + " " + clock.apply(playback.position()) + " / " + clock.apply(replay.length())
                + " x" + playback.speedText()
                + playback.mark().map(label -> " [" + label + "]").orElse("")
                + "  Space pause  ←→ 5 s  . step  +- speed  n p mark  q quit";
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }
}
