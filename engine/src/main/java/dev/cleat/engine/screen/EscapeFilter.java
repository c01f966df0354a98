package dev.cleat.engine.screen;

import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Takes what a program printed apart, so that the emulator gets text, control characters, and whole control sequences that
 * it understands (ECMA-48, ctlseqs.txt): no strings (titles, clipboards), no questions, no number beyond reason.
 *
 * <p>The emulator is not made for hostile input; this is.
 */
final class EscapeFilter {

    private static final char ESC = '\u001b';
    private static final int LONGEST = 256;
    private static final int MOST_DIGITS = 4;
    private static final String LARGEST = "9999";
    private static final String QUESTIONS = "cntx"; // DA, DSR, window reports, DECREQTPARM
    private static final String STRINGS = "]PX^_"; // OSC, DCS, SOS, PM, APC

    private enum State {
        GROUND,
        ESCAPE,
        INTERMEDIATE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    private final Consumer<String> out;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private State state = State.GROUND;
    private boolean cursorVisible = true;

    EscapeFilter(Consumer<String> out) {
        this.out = out;
    }

    void write(CharSequence printed) {
        for (int i = 0; i < printed.length(); i++) {
            next(printed.charAt(i));
        }
        flush();
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    private void next(char c) {
        if (c == '\u0018' || c == '\u001a') { // CAN, SUB
            state = State.GROUND;
        } else if (c >= '\u0080' && c <= '\u009f') { // C1: ESC and a letter in one
            begin();
            escape((char) (c - 0x40));
        } else {
            switch (state) {
                case GROUND -> ground(c);
                case ESCAPE -> escape(c);
                case INTERMEDIATE -> intermediate(c);
                case CONTROL -> control(c);
                case STRING -> string(c);
                case STRING_ESCAPE -> stringEscape(c);
            }
        }
    }

    private void ground(char c) {
        if (c == ESC) {
            begin();
        } else if (c != '\u007f') {
            text.append(c);
        }
    }

    private void begin() {
        sequence.setLength(0);
        state = State.ESCAPE;
    }

    private void escape(char c) {
        if (c == ESC) {
            begin();
        } else if (c == '[') {
            state = State.CONTROL;
        } else if (STRINGS.indexOf(c) >= 0) {
            state = State.STRING;
        } else if (c >= ' ' && c <= '/') {
            sequence.append(c);
            state = State.INTERMEDIATE;
        } else {
            state = State.GROUND;
            if (c == 'c') { // RIS
                cursorVisible = true;
            }
            if (c >= '0' && c <= '~' && c != 'Z') { // DECID is a question
                send("" + ESC + c);
            }
        }
    }

    private void intermediate(char c) {
        if (c == ESC) {
            begin();
        } else if (c >= ' ' && c <= '/' && sequence.length() < LONGEST) {
            sequence.append(c);
        } else {
            state = State.GROUND;
            send("" + ESC + sequence + c);
        }
    }

    private void control(char c) {
        if (c == ESC) {
            begin();
        } else if (c < ' ') {
            text.append(c); // is done as if it stood before
        } else if (c >= '@' && c <= '~') {
            state = State.GROUND;
            if (sequence.length() <= LONGEST) {
                finish(sequence.toString(), c);
            }
        } else if (sequence.length() <= LONGEST) {
            sequence.append(c);
        }
    }

    private void string(char c) {
        if (c == '\u0007') {
            state = State.GROUND;
        } else if (c == ESC) {
            state = State.STRING_ESCAPE;
        }
    }

    private void stringEscape(char c) {
        if (c == '\\') {
            state = State.GROUND;
        } else {
            begin();
            escape(c);
        }
    }

    private void finish(String parameters, char end) {
        boolean isPrivate = !parameters.isEmpty() && parameters.charAt(0) >= '<' && parameters.charAt(0) <= '?';
        boolean hasIntermediate = parameters.chars().anyMatch(c -> c >= ' ' && c <= '/');
        if (hasIntermediate) {
            if (parameters.equals("!") && end == 'p') { // DECSTR
                cursorVisible = true;
                send(ESC + "[!p");
            }
        } else if (isPrivate) {
            if (parameters.charAt(0) == '?') {
                finishPrivate(parameters.substring(1), end);
            }
        } else if (QUESTIONS.indexOf(end) < 0) {
            send(ESC + "[" + (end == 'm' ? Colours.plain(parameters) : bounded(parameters)) + end);
        }
    }

    /** Of the modes only those that change what is seen. */
    private void finishPrivate(String parameters, char end) {
        if (end == 'J' || end == 'K') { // selective erase
            send(ESC + "[" + bounded(parameters) + end);
        }
        if (end != 'h' && end != 'l') {
            return;
        }
        for (String mode : parameters.split(";")) {
            switch (mode) {
                case "25" -> cursorVisible = end == 'h';
                case "5", "6", "7" -> send(ESC + "[?" + mode + end);
                case "47", "1047", "1049" -> send(ESC + "[?1049" + end);
                default -> {}
            }
        }
    }

    private static String bounded(String parameters) {
        StringJoiner bounded = new StringJoiner(";");
        for (String parameter : parameters.split(";", -1)) {
            String digits = parameter.replaceAll("[^0-9]", "");
            bounded.add(digits.length() > MOST_DIGITS ? LARGEST : digits);
        }
        return bounded.toString();
    }

    private void send(String whole) {
        flush();
        out.accept(whole);
    }

    private void flush() {
        if (!text.isEmpty()) {
            out.accept(text.toString());
            text.setLength(0);
        }
    }
}
