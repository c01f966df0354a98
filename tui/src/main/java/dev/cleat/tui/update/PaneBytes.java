package dev.cleat.tui.update;

import java.util.regex.Pattern;

/** Keys as the operator's terminal sends them, as the program in the pane wants them. */
final class PaneBytes {

    private static final Pattern CURSOR = Pattern.compile("\u001b\\[([ABCDHF])");
    private static final Pattern PASTE_MARKS = Pattern.compile("\u001b\\[20[01]~");

    /** Reports of the mouse (SGR 1006), which the console has asked for and the program has not. */
    private static final Pattern MOUSE = Pattern.compile("\u001b\\[<[0-9;]{1,20}[Mm]");

    private PaneBytes() {}

    /**
     * @param keys a character for each byte
     * @param cursorKeys the program asked for application cursor keys; the console itself never does, so they come as normal ones
     * @param bracketedPaste the program asked for marks around what is pasted; the console itself has
     */
    static String forProgram(String keys, boolean cursorKeys, boolean bracketedPaste) {
        String typed = MOUSE.matcher(keys).replaceAll("");
        String sent = cursorKeys ? CURSOR.matcher(typed).replaceAll("\u001bO$1") : typed;
        return bracketedPaste ? sent : PASTE_MARKS.matcher(sent).replaceAll("");
    }
}
