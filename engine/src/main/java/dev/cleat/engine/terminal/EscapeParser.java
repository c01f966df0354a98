package dev.cleat.engine.terminal;

/**
 * Cuts a stream of terminal bytes into escape sequences (ECMA-48: control sequences and control strings), wherever the
 * reads happen to cut it.
 */
final class EscapeParser {

    /** Gets what was found. */
    interface Listener {

        /** A control sequence, {@code ESC [ parameters last}. */
        void control(String parameters, char last);

        /** A control string, {@code ESC kind text ESC \}, an OSC perhaps ended by BEL; kind is one of {@code ] P _ ^ X}. */
        void string(char kind, String text);

        /** Any other, {@code ESC text}. */
        void other(String text);
    }

    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int CANCEL = 0x18;
    private static final int SUBSTITUTE = 0x1a;
    private static final int LONGEST = 256; // of what is kept of a control string; its end is what counts

    private enum State {
        GROUND,
        ESCAPE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    private final Listener listener;
    private final StringBuilder text = new StringBuilder();
    private State state = State.GROUND;
    private char kind;

    EscapeParser(Listener listener) {
        this.listener = listener;
    }

    /** True when no sequence is open. */
    boolean isAtGround() {
        return state == State.GROUND;
    }

    /** Takes one byte. */
    void take(byte b) {
        char c = (char) (b & 0xff);
        if (c == CANCEL || c == SUBSTITUTE) {
            state = State.GROUND;
            return;
        }
        switch (state) {
            case GROUND -> state = c == ESCAPE ? begin() : State.GROUND;
            case ESCAPE -> state = escape(c);
            case CONTROL -> state = control(c);
            case STRING -> state = string(c);
            case STRING_ESCAPE -> state = c == '\\' ? endString() : cutString(c);
        }
    }

    private State begin() {
        text.setLength(0);
        return State.ESCAPE;
    }

    private State escape(char c) {
        if (c == ESCAPE) {
            return begin();
        }
        if (text.isEmpty() && c == '[') {
            return State.CONTROL;
        }
        if (text.isEmpty() && "]P_^X".indexOf(c) >= 0) {
            kind = c;
            return State.STRING;
        }
        keep(c);
        if (c >= 0x20 && c < 0x30) {
            return State.ESCAPE; // an intermediate byte, more follows
        }
        listener.other(text.toString());
        return State.GROUND;
    }

    private State control(char c) {
        if (c == ESCAPE) {
            return begin();
        }
        if (c >= 0x40 && c < 0x7f) {
            listener.control(text.toString(), c);
            return State.GROUND;
        }
        keep(c);
        return State.CONTROL;
    }

    private State string(char c) {
        if (c == ESCAPE) {
            return State.STRING_ESCAPE;
        }
        if (c == BELL && kind == ']') { // the others go on behind it, as in xterm
            return endString();
        }
        keep(c);
        return State.STRING;
    }

    private State endString() {
        listener.string(kind, text.toString());
        return State.GROUND;
    }

    /** A sequence begins before the string has ended, which terminals take for its end. */
    private State cutString(char c) {
        begin();
        return escape(c);
    }

    private void keep(char c) {
        if (text.length() < LONGEST) {
            text.append(c);
        }
    }
}
