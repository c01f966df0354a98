package dev.cleat.engine.terminal;

import java.nio.charset.StandardCharsets;

/**
 * What is written to the operator's terminal when a session is left that has changed it: as after a soft reset, without
 * clearing what is shown.
 *
 * <p>Nothing is written when nothing was changed, so a command that cleans up after itself, as most do, is relayed byte
 * by byte.
 */
final class TerminalReset {

    private static final String E = "\u001b";

    /** Ends a control string that was cut off, which would swallow all that is shown next. */
    private static final String END_OF_STRING = E + "\\"; // ST, ECMA-48

    /** The order matters: ESC [ r moves the cursor, so it stands between saving and restoring it. */
    private static final String ALWAYS = END_OF_STRING + E + "[!p" // soft reset (DECSTR)
            + E + "[?1l" + E + ">" // cursor keys and keypad as usual
            + E + "[?2004l" // bracketed paste
            + E + "[?1000l" + E + "[?1002l" + E + "[?1003l" + E + "[?1006l" + E + "[?1004l" // mouse, focus
            + E + "[?7h" + E + "[?25h" // wrap, cursor
            + E + "(B\u000f" // ASCII
            + E + "7" + E + "[r" + E + "8" // scroll over the whole screen
            + E + "[0m" + E + "[0 q" // colours, shape of the cursor
            + E + "[<9u" + E + "[>4;0m"; // kitty keyboard protocol, modifyOtherKeys

    private static final String LEAVE_OTHER_SCREEN = E + "[?1049l";

    private TerminalReset() {}

    /** What undoes anything, for a terminal of which nothing is known any more. */
    static byte[] ofUnknown() {
        return (LEAVE_OTHER_SCREEN + ALWAYS + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What undoes {@code state}; empty when there is nothing to undo. */
    static byte[] of(ScreenState state) {
        String reset = state.isInSequence() ? END_OF_STRING : "";
        if (state.isChanged()) {
            reset += state.showsOtherScreen() ? LEAVE_OTHER_SCREEN + ALWAYS : ALWAYS;
        }
        return reset.getBytes(StandardCharsets.ISO_8859_1);
    }
}
