package dev.cleat.engine.terminal;

import dev.cleat.engine.api.StyleCodes;
import dev.cleat.engine.api.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An operator looks at what was shown before, on the terminal's other screen, while the session goes on unseen. Nothing of it
 * costs anything before it is asked for: what the session has shown lately is remembered as bytes, and only an emulator gets them.
 *
 * <p>Afterwards the terminal shows the session again: where it still has the session's screen, what is missing is added to it; else
 * the session is drawn anew from what is remembered, as for one who comes back to it.
 */
final class Lookback {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String CLEARED = "\u001b[H\u001b[2J";

    private final ShownLately shown;
    private final ScreenState state;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private boolean isAsked;
    private volatile ScrollPager pager;
    private long total;
    private String modes = "";
    private boolean isOver;
    private boolean wasInLine;

    /** @param state of what has been shown so far */
    Lookback(ShownLately shown, ScreenState state) {
        this.shown = shown;
        this.state = state;
    }

    /** From the next time on that {@link #open} can. */
    void ask() {
        isAsked = pager == null;
    }

    /** True from when it was asked for until it is left: what is typed is not the session's. */
    boolean takesKeys() {
        return isAsked || pager != null;
    }

    /** True while the terminal does not show the session. */
    boolean isOpen() {
        return pager != null;
    }

    /** What opens it, if it was asked for and can be opened between what was shown and what comes; empty: nothing. */
    byte[] open(TerminalSize size) {
        if (!isAsked || !state.isBetweenCharacters()) {
            return new byte[0];
        }
        isAsked = false;
        isOver = state.showsOtherScreen();
        wasInLine = state.isInLine();
        modes = state.again();
        total = shown.total();
        String noColour = System.getenv().getOrDefault("NO_COLOR", "");
        pager = new ScrollPager(PastLines.of(shown, size), size, new StyleCodes(noColour.isEmpty(), System.getenv()));
        return join(TerminalReset.of(state), bytes(ENTER), pager.frame());
    }

    /** Keys that were typed before it was open. */
    byte[] takeEarly() {
        byte[] typed = early.toByteArray();
        early.reset();
        return typed;
    }

    /** Obeys keys; what was typed behind the one that leaves it. */
    byte[] type(byte[] typed) {
        if (pager == null) {
            early.writeBytes(typed);
            return new byte[0];
        }
        List<String> keys = PagerKeys.of(typed);
        int count = 0;
        while (count < keys.size() && !pager.hasLeft()) {
            pager.press(keys.get(count));
            count++;
        }
        return PagerKeys.behind(typed, keys, count);
    }

    boolean hasLeft() {
        return pager != null && pager.hasLeft();
    }

    /** True when the session's screen, as the terminal has it, ends within a line, as behind a prompt. */
    boolean isInLine() {
        return pager == null ? state.isInLine() : wasInLine;
    }

    byte[] frame() {
        return pager.frame();
    }

    /** The window has another size, or somebody else had the terminal: what the terminal keeps of the session is not its screen. */
    byte[] again(TerminalSize size) {
        isOver = true;
        pager.resize(PastLines.of(shown, size), size);
        return join(bytes(ENTER), pager.frame());
    }

    /**
     * What the session is shown again with.
     *
     * @param isDrawnAnew whether its program should draw it once more, for what is remembered may be less than its screen
     */
    record Return(byte[] bytes, boolean isDrawnAnew) {}

    /** Closes it. */
    Return close() {
        pager = null;
        long missed = shown.total() - total;
        byte[] last = shown.last(isOver ? Long.MAX_VALUE : missed);
        if (!isOver && last.length == missed) {
            return new Return(join(bytes(LEAVE + modes), drawn(last, false)), false);
        }
        boolean isCut = shown.total() > last.length;
        return new Return(join(bytes(LEAVE + (isCut ? state.again() : "") + CLEARED), drawn(last, isCut)), true);
    }

    private static byte[] drawn(byte[] shown, boolean isCut) {
        Repaint repaint = new Repaint(isCut);
        return join(repaint.of(shown), repaint.rest());
    }

    /** What brings the terminal back from the other screen, should all end while it is open. */
    byte[] farewell() {
        return pager == null ? new byte[0] : bytes(LEAVE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
