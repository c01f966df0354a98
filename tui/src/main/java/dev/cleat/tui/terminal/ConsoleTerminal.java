package dev.cleat.tui.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import dev.cleat.engine.api.OperatorTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lanterna's terminal on top of the operator's. Each {@link #flush} is one write; keys never come from here
 * ({@link KeyReader} has them), and the terminal is never asked for anything: an answer would be taken for typed keys, here
 * or in a container.
 */
public final class ConsoleTerminal extends ANSITerminal {

    /** Stands in the second cell of a wide character that Lanterna takes for a narrow one; nothing is written for it. */
    public static final char CONTINUATION = '\ue0ff';

    private static final String ESC = "\u001b";

    /** Bracketed paste on. */
    private static final String ENTER = ESC + "[?2004h";

    private static final String SAVE_TITLE = ESC + "[22;2t";
    private static final String RESTORE_TITLE = ESC + "[23;2t";

    /**
     * The screen is empty and the cursor at its top before it is left: a terminal without an alternate screen (Linux's own,
     * screen as it is set up at first) would go on in the middle of the last frame.
     */
    private static final String LEAVE = ESC + "[0m" + ESC + "[H" + ESC + "[J" + ESC + "[?2004l";

    /** Longest frame that terminals show in one go without being asked to, bytes. */
    private static final int SMALL = 1024;

    /** Synchronised update; terminals that do not know it ignore it. */
    private static final byte[] BEGIN = (ESC + "[?2026h").getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = (ESC + "[?2026l").getBytes(StandardCharsets.US_ASCII);

    /**
     * What a program in a container may have left switched on: alternate screen, modes of soft reset, cursor keys, keypad,
     * paste, mouse, focus reports, wrapping, hidden cursor, scroll region, character sets, colours, cursor shape, kitty
     * keys, modified keys (ctlseqs.txt; kitty keyboard protocol).
     *
     * <p>1047 leaves the alternate screen without the cursor of 1049, which would jump when that screen is not shown.
     * Setting the scroll region moves the cursor home, so it is saved before; what comes back with it is reset after it.
     */
    private static final String RESET = sequences(
                    "[?1047l [!p [?1l > [?2004l [?1000l [?1002l [?1003l [?1006l [?1004l [?7h [?25h",
                    "7 [r 8 (B [0m",
                    "[<9u [>4;0m")
            + ESC + "[0 q" + "\u000f";

    private final OperatorTerminal operator;
    private final ColorDepth depth;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream(1 << 14);
    private boolean titleSaved;

    public ConsoleTerminal(OperatorTerminal operator, ColorDepth depth) {
        super(InputStream.nullInputStream(), OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        this.operator = operator;
        this.depth = depth;
    }

    /** False when it shows attributes only. */
    public boolean hasColours() {
        return depth != ColorDepth.NONE;
    }

    @Override
    protected TerminalSize findTerminalSize() {
        dev.cleat.engine.api.TerminalSize size = operator.size();
        return new TerminalSize(Math.max(1, size.columns()), Math.max(1, size.rows()));
    }

    @Override
    public void enterPrivateMode() throws IOException {
        super.enterPrivateMode();
        write((titleSaved ? "" : SAVE_TITLE) + ENTER);
        titleSaved = true;
    }

    @Override
    public void exitPrivateMode() throws IOException {
        write(LEAVE);
        super.exitPrivateMode();
    }

    /** Undoes whatever a program may have done to the terminal; to be called outside private mode. */
    public void repair() {
        write(RESET);
        flush();
    }

    /** The window has the title again that it had when private mode was entered first; does nothing a second time. */
    public void giveTitleBack() {
        if (titleSaved) {
            write(RESTORE_TITLE);
            flush();
            titleSaved = false;
        }
    }

    /** The window's title; anything but printable ASCII is left out. */
    @Override
    public void setTitle(String title) {
        write(ESC + "]2;" + title.replaceAll("[^ -~]", "") + "\u0007");
    }

    /** Buttons and wheel in the SGR encoding (1000, 1006), which has no limit of columns; or neither. */
    public void mouse(boolean on) {
        write(ESC + (on ? "[?1000h" + ESC + "[?1006h" : "[?1006l" + ESC + "[?1000l"));
        flush();
    }

    /** Text outside frames, for instance before the terminal is handed over. */
    public void print(String text) {
        write(text);
        flush();
    }

    @Override
    public void putString(String text) {
        if (text.length() == 1 && text.charAt(0) == CONTINUATION) {
            return;
        }
        write(text);
    }

    @Override
    public void putCharacter(char character) {
        putString(String.valueOf(character));
    }

    @Override
    public void setForegroundColor(TextColor color) throws IOException {
        Optional<TextColor> nearest = depth.nearest(color);
        if (nearest.isPresent()) {
            super.setForegroundColor(nearest.get());
        }
    }

    @Override
    public void setBackgroundColor(TextColor color) throws IOException {
        Optional<TextColor> nearest = depth.nearest(color);
        if (nearest.isPresent()) {
            super.setBackgroundColor(nearest.get());
        }
    }

    @Override
    protected void writeToTerminal(byte... bytes) {
        frame.write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {
        if (frame.size() == 0) {
            return;
        }
        byte[] bytes = frame.toByteArray();
        frame.reset();
        if (bytes.length > SMALL) {
            frame.writeBytes(BEGIN);
            frame.writeBytes(bytes);
            frame.writeBytes(END);
            bytes = frame.toByteArray();
            frame.reset();
        }
        operator.write(bytes, 0, bytes.length);
    }

    /** Never a key. */
    @Override
    public KeyStroke pollInput() {
        return null;
    }

    /** Never a key. */
    @Override
    public KeyStroke readInput() {
        return null;
    }

    /** Does nothing: the terminal belongs to the engine. */
    @Override
    public void close() {
        // Lanterna would close streams that are not ours.
    }

    private void write(String text) {
        writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sequences(String... groups) {
        return Arrays.stream(String.join(" ", groups).split(" "))
                .map(sequence -> ESC + sequence)
                .collect(Collectors.joining());
    }
}
