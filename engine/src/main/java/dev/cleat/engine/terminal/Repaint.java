package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What a session has shown, to be shown again: without what would make the terminal answer, for nobody asks any more, ring,
 * change its window or its clipboard.
 */
public final class Repaint implements EscapeParser.Listener {

    private static final byte BELL = 7;
    private static final byte ESCAPE = 0x1b;
    private static final int LONGEST = 65536; // of a sequence that is held until its end is known

    private final EscapeParser parser = new EscapeParser(this);
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean isWithout;
    private boolean isCut;

    /** @param isCut the beginning is missing: what comes before the first line or sequence may be half of one */
    public Repaint(boolean isCut) {
        this.isCut = isCut;
    }

    /**
     * All that a session showed last, and what leaves the terminal as it was found.
     *
     * @param isCut the beginning is missing
     */
    public static byte[] whole(byte[] shown, boolean isCut) {
        ScreenState state = new ScreenState();
        byte[] drawn = new Repaint(isCut).of(shown);
        try (Buffer bytes = new Buffer(Math.max(1, drawn.length))) {
            bytes.put(drawn, 0, drawn.length);
            state.output(bytes, 0, drawn.length);
        }
        byte[] reset = TerminalReset.of(state);
        byte[] both = Arrays.copyOf(drawn, drawn.length + reset.length);
        System.arraycopy(reset, 0, both, drawn.length, reset.length);
        return both;
    }

    /** What can be shown of the next bytes. */
    public byte[] of(byte[] shown) {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream(shown.length);
        for (byte b : shown) {
            isCut &= b != '\n' && b != ESCAPE;
            if (!isCut) {
                take(b, drawn);
            }
        }
        return drawn.toByteArray();
    }

    private void take(byte b, ByteArrayOutputStream drawn) {
        boolean wasOpen = !parser.isAtGround();
        isWithout = false;
        parser.take(b);
        if (!wasOpen && parser.isAtGround()) {
            if (b != BELL) {
                drawn.write(b);
            }
            return;
        }
        open.write(b);
        if (parser.isAtGround() || open.size() >= LONGEST) {
            if (!isWithout) {
                drawn.writeBytes(open.toByteArray());
            }
            open.reset();
        }
    }

    /** The beginning of a sequence whose end comes with what is shown next. */
    public byte[] rest() {
        byte[] rest = open.toByteArray();
        open.reset();
        return rest;
    }

    @Override
    public void control(String parameters, char last) {
        isWithout = last == 't' || Replies.isQuestion(parameters, last);
    }

    /** Titles and colours are drawn again; the clipboard, notes and what only a question can be are not. */
    @Override
    public void string(char kind, String text) {
        isWithout = kind != ']' || Replies.isQuestion(kind, text) || text.matches("(?s)(9|52|777|1337)(;.*)?");
    }

    @Override
    public void other(String text) {
        isWithout = text.equals("Z");
    }
}
