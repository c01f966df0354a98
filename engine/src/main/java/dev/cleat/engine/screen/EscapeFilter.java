package dev.cleat.engine.screen;

import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Takes what a program printed apart, so that the emulator gets text, control characters, and whole control sequences that
 * it understands (ECMA-48, ctlseqs.txt): no strings (titles, clipboards), no number beyond reason. Questions are given to
 * somebody else.
 *
 * <p>The emulator is not made for hostile input; this is.
 */
final class EscapeFilter {

    private static final char ESC = '\u001b';
    private static final int LONGEST = 256;
    private static final int MOST_DIGITS = 4;
    private static final String LARGEST = "9999";
    private static final String QUESTIONS = "cntx"; // DA, DSR, window reports, DECREQTPARM

    /** What of a string is looked at: which kind of question it is. */
    private static final int STRING_START = 3;

    /** A command for the terminal (OSC) that is longer is no question. */
    private static final int LONGEST_COMMAND = 64;

    /** Private modes that are set in a terminal that was just switched on: wrapping (DECAWM), cursor (DECTCEM). */
    private static final Set<String> FIRST_MODES = Set.of("7", "25");

    private static final Set<String> ALTERNATE_SCREENS = Set.of("47", "1047", "1049");
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
    private final Consumer<String> questions;
    private final Set<String> modes = new HashSet<>(FIRST_MODES);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private State state = State.GROUND;

    /**
     * @param out what is to be shown
     * @param questions without ESC, or CSI as {@code [}: {@code [6n}, {@code [?25$p}; of a string its start, {@code P$q}, of an
     *     OSC all of it with its end
     */
    EscapeFilter(Consumer<String> out, Consumer<String> questions) {
        this.out = out;
        this.questions = questions;
    }

    void write(CharSequence printed) {
        for (int i = 0; i < printed.length(); i++) {
            next(printed.charAt(i));
        }
        flush();
    }

    boolean cursorVisible() {
        return modes.contains("25");
    }

    /** Whether a private mode is set, of those that are known here. */
    boolean isSet(String mode) {
        return modes.contains(mode);
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
            sequence.append(c);
            state = State.STRING;
        } else if (c >= ' ' && c <= '/') {
            sequence.append(c);
            state = State.INTERMEDIATE;
        } else {
            state = State.GROUND;
            if (c == 'c') { // RIS
                forgetModes();
            }
            if (c == 'Z') { // DECID, as DA
                ask("[c");
            } else if (c >= '0' && c <= '~') {
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
            askCommand("\u0007");
        } else if (c == ESC) {
            state = State.STRING_ESCAPE;
        } else if (sequence.length() < (isCommand() ? LONGEST_COMMAND + 1 : STRING_START)) {
            sequence.append(c);
        }
    }

    private boolean isCommand() {
        return sequence.charAt(0) == ']';
    }

    private void askCommand(String end) {
        if (isCommand() && sequence.length() <= LONGEST_COMMAND) {
            ask(sequence + end);
        }
    }

    private void stringEscape(char c) {
        if (c == '\\') {
            state = State.GROUND;
            if (isCommand()) {
                askCommand(ESC + "\\");
            } else {
                ask(sequence.toString());
            }
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
                forgetModes();
                send(ESC + "[!p");
            } else if (parameters.endsWith("$") && end == 'p') { // DECRQM
                ask("[" + parameters + end);
            }
        } else if (isPrivate) {
            if (QUESTIONS.indexOf(end) >= 0 || end == 'q') { // XTVERSION
                ask("[" + parameters + end);
            } else if (parameters.charAt(0) == '?') {
                finishPrivate(parameters.substring(1), end);
            }
        } else if (QUESTIONS.indexOf(end) >= 0) {
            ask("[" + parameters + end);
        } else {
            send(ESC + "[" + (end == 'm' ? Colours.plain(parameters) : bounded(parameters)) + end);
        }
    }

    private void forgetModes() {
        modes.clear();
        modes.addAll(FIRST_MODES);
    }

    /** Of the modes only those that change what is seen are told the emulator. */
    private void finishPrivate(String parameters, char end) {
        if (end == 'J' || end == 'K') { // selective erase
            send(ESC + "[" + bounded(parameters) + end);
        }
        if (end != 'h' && end != 'l') {
            return;
        }
        for (String mode : parameters.split(";")) {
            switch (mode) {
                case "1", "25", "2004" -> keep(Set.of(mode), end == 'h');
                case "5", "6", "7" -> {
                    keep(Set.of(mode), end == 'h');
                    send(ESC + "[?" + mode + end);
                }
                case "47", "1047", "1049" -> {
                    keep(ALTERNATE_SCREENS, end == 'h');
                    send(ESC + "[?1049" + end);
                }
                default -> {}
            }
        }
    }

    private void keep(Set<String> changed, boolean set) {
        if (set) {
            modes.addAll(changed);
        } else {
            modes.removeAll(changed);
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

    /** What was printed before counts for the answer. */
    private void ask(String question) {
        flush();
        questions.accept(question);
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
