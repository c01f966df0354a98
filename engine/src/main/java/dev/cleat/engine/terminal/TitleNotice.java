package dev.cleat.engine.terminal;

import dev.cleat.engine.definition.Escaped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A few words for the operator in the title of the terminal, for a moment: the only place that no program of the session's
 * draws in, so that nothing has to be drawn anew afterwards. The title of before is kept by the terminal meanwhile (XTWINOPS 22
 * and 23, xterm's ctlseqs); one that the session has set is set again.
 *
 * <p>The words go between two characters of what is shown, never into a sequence or a character that is not whole.
 */
final class TitleNotice {

    private static final long SHOWN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String PUSH = "\u001b[22;2t";
    private static final String POP = "\u001b[23;2t";
    private static final int LONGEST = 200;

    private final ScreenState state;
    private Optional<String> waiting = Optional.empty();
    private boolean isShown;
    private long until;

    /** @param state of what has been shown so far */
    TitleNotice(ScreenState state) {
        this.state = state;
    }

    /** Shows {@code words} from the next time on that {@link #take} can. */
    void show(String words) {
        StringBuilder visible = new StringBuilder();
        words.codePoints().limit(LONGEST).forEach(c -> visible.appendCodePoint(Escaped.isControl(c) ? '?' : c));
        waiting = Optional.of(visible.toString());
    }

    /** When {@link #take} has something, as System.nanoTime. */
    Optional<Long> due() {
        return isShown && state.isBetweenCharacters() ? Optional.of(until) : Optional.empty();
    }

    /** What is to be written now behind what has been shown; empty: nothing, or not here. */
    byte[] take(long nowNanos) {
        boolean isOver = isShown && nowNanos - until >= 0;
        if (waiting.isEmpty() && !isOver || !state.isBetweenCharacters()) {
            return new byte[0];
        }
        String written =
                waiting.map(words -> (isShown ? "" : PUSH) + title(words)).orElseGet(this::gone);
        isShown = waiting.isPresent();
        until = nowNanos + SHOWN_NANOS;
        waiting = Optional.empty();
        return written.getBytes(StandardCharsets.UTF_8);
    }

    /** What takes the words away, at the end. */
    byte[] end() {
        byte[] written = isShown ? gone().getBytes(StandardCharsets.UTF_8) : new byte[0];
        isShown = false;
        return written;
    }

    private String gone() {
        return POP + state.title().map(TitleNotice::title).orElse("");
    }

    private static String title(String words) {
        return "\u001b]2;" + words + "\u0007";
    }
}
