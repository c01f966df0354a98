package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;

/** How a program wants keys to be sent: DECCKM and bracketed paste (xterm's ctlseqs). Hears its output. */
final class KeyModes implements EscapeParser.Listener {

    private static final byte ESCAPE = 0x1b;

    private final EscapeParser output = new EscapeParser(this);
    private volatile boolean cursorKeys;
    private volatile boolean bracketedPaste;

    void output(Buffer bytes, int offset, int length) {
        int from = output.isAtGround() ? bytes.find(ESCAPE, offset, length) : offset;
        if (from < 0) {
            return;
        }
        byte[] rest = new byte[offset + length - from];
        bytes.get(from, rest, 0, rest.length);
        for (byte b : rest) {
            output.take(b);
        }
    }

    /** Cursor keys are sent as {@code ESC O A}. */
    boolean cursorKeys() {
        return cursorKeys;
    }

    /** What is pasted is put between marks. */
    boolean bracketedPaste() {
        return bracketedPaste;
    }

    @Override
    public void control(String parameters, char last) {
        if ((last == 'h' || last == 'l') && parameters.startsWith("?")) {
            for (String mode : parameters.substring(1).split(";")) {
                cursorKeys = mode.equals("1") ? last == 'h' : cursorKeys;
                bracketedPaste = mode.equals("2004") ? last == 'h' : bracketedPaste;
            }
        }
        if (last == 'p' && parameters.equals("!")) {
            cursorKeys = false;
        }
    }

    @Override
    public void string(char kind, String text) {
        // Says nothing of keys.
    }

    @Override
    public void other(String text) {
        if (text.equals("c")) { // RIS
            cursorKeys = false;
            bracketedPaste = false;
        }
    }
}
