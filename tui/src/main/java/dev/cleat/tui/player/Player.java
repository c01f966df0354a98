package dev.cleat.tui.player;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Highlight;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.StyleCodes;
import dev.cleat.engine.api.Timeline.Mark;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.terminal.KeyReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plays a recording until the operator has seen enough. */
public final class Player {

    /** Alternate screen, no wrapping at the right edge; and back. */
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[H\u001b[2J";

    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    /** How soon it is seen that something was found. */
    private static final Duration SEARCH_GLANCE = Duration.ofMillis(20);

    /** How long keys may wait while much is played. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    private static final int LONGEST_TEXT = 200;

    private final Replay replay;
    private final OperatorTerminal terminal;
    private final Painter painter;
    private final KeyReader keys;
    private final Playback playback;
    private final Function<Duration, String> clock;

    /** What is typed behind the slash, while it is. */
    private Optional<String> prompt = Optional.empty();

    private Optional<Search> search = Optional.empty();
    private String found = "";
    private String notice = "";
    private boolean helps;

    /** Whether the screen is where the playback is: much output takes its time. */
    private boolean isThere = true;

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
        terminal.setFarewell(() -> LEAVE.getBytes(StandardCharsets.US_ASCII));
        write(ENTER);
        try {
            playback.resume(System.nanoTime());
            boolean goesOn = true;
            while (goesOn) {
                takeFound();
                if (isThere) {
                    playback.advance(System.nanoTime());
                }
                isThere = helps || replay.approach(playback.position(), GLANCE);
                if (!isThere) {
                    playback.hold(System.nanoTime());
                }
                write(painter.paint(
                        terminal.size(),
                        heading(),
                        image(),
                        state(terminal.size().columns())));
                Optional<Message> message = keys.next(patience());
                goesOn = message.isEmpty() || handle(message.get());
            }
        } finally {
            search.ifPresent(Search::cancel);
            write(LEAVE);
            terminal.setFarewell(() -> new byte[0]);
        }
    }

    private Duration patience() {
        if (!isThere) {
            return Duration.ZERO;
        }
        return search.isPresent() ? SEARCH_GLANCE : playback.wait(LONGEST_WAIT);
    }

    private boolean handle(Message message) {
        if (message instanceof Message.HungUp) {
            return false;
        }
        if (message instanceof Message.Resized) {
            painter.forget();
            write("\u001b[2J");
        }
        if (message instanceof Message.Pasted pasted && prompt.isPresent()) {
            type(pasted.text());
        }
        return !(message instanceof Message.KeyPressed pressed) || press(pressed.key());
    }

    private boolean press(Key key) {
        notice = "";
        if (prompt.isPresent()) {
            edit(key);
            return true;
        }
        if (search.isPresent()) {
            search.get().cancel();
            search = Optional.empty();
            if (key.equals(Key.ESCAPE)) {
                return true;
            }
        }
        if (!isThere && key.equals(Key.ESCAPE)) {
            playback.settle(replay.reached());
            return true;
        }
        if (helps || key.name().equals("?")) {
            helps = !helps;
            return true;
        }
        if (key.name().equals("/")) {
            prompt = Optional.of("");
            return true;
        }
        return playback.press(key.name(), System.nanoTime());
    }

    private void edit(Key key) {
        String text = prompt.orElseThrow();
        switch (key.name()) {
            case "Enter" -> {
                prompt = Optional.empty();
                find(text);
            }
            case "Esc", "Ctrl-C" -> prompt = Optional.empty();
            case "Ctrl-U" -> prompt = Optional.of("");
            case "Backspace" ->
                prompt = text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(text.substring(0, text.offsetByCodePoints(text.length(), -1)));
            default -> {
                if (key.isTyped()) {
                    type(key.name());
                }
            }
        }
    }

    private void type(String more) {
        String text = prompt.orElse("") + more.replaceAll("\\p{Cntrl}", "");
        prompt = Optional.of(text.substring(0, Math.min(LONGEST_TEXT, text.length())));
    }

    /** Nothing typed: what was looked for last is not shown any more. */
    private void find(String text) {
        found = text;
        playback.found(List.of());
        search = text.isEmpty() ? Optional.empty() : Optional.of(new Search(replay, text));
    }

    private void takeFound() throws ContainerException {
        Optional<List<Mark>> result = search.isPresent() ? search.get().result() : Optional.empty();
        if (result.isPresent()) {
            notice = result.get().isEmpty() ? "not found: " + found : "";
            search = Optional.empty();
            playback.found(result.get());
        }
    }

    private ScreenImage image() {
        if (helps) {
            return PlayerHelp.image(terminal.size().columns());
        }
        ScreenImage image = replay.image();
        return found.isEmpty() ? image : Highlight.of(image, found);
    }

    /** Who, when and where, always. */
    private String heading() {
        RecordingInfo info = replay.info();
        return " " + (info.container().isEmpty() ? info.file().getFileName() : info.kind() + " " + info.container())
                + (info.user().isEmpty() ? "" : " by " + info.user())
                + info.started()
                        .map(time -> " on " + time.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("")
                + (info.host().isEmpty() ? "" : " at " + info.host())
                + (info.command().isEmpty()
                        ? ""
                        : ": " + String.join(" ", info.command()).replaceAll("\\s+", " "));
    }

    private String state(int columns) {
        if (prompt.isPresent()) {
            return " find: " + prompt.get() + "_";
        }
        String place = " " + playback.word() + " " + clock.apply(playback.position()) + " / "
                + clock.apply(replay.length()) + " " + playback.speedText();
        return StatusLine.of(columns, place, label(), hints());
    }

    private String label() {
        if (search.isPresent()) {
            return "looking for " + search.get().progress();
        }
        if (!isThere) {
            return "the screen is at " + clock.apply(replay.reached());
        }
        return notice.isEmpty() ? playback.label() : notice;
    }

    private List<String> hints() {
        if (helps) {
            return List.of("any key: back");
        }
        return search.isPresent() || !isThere
                ? List.of("Esc stop", "q quit")
                : List.of(
                        playback.isRunning() ? "Space pause" : "Space play",
                        "? keys",
                        "/ find",
                        found.isEmpty() ? "<-> 5 s" : "n next",
                        "+- speed",
                        "i idle",
                        "[] mark",
                        ". step",
                        "q quit");
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }
}
