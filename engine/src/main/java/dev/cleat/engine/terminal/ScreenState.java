package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a session's output has done to the operator's terminal that stays when the session is left: modes, colours, the
 * other screen, and questions that the terminal has yet to answer (xterm's ctlseqs).
 */
final class ScreenState implements Tap, EscapeParser.Listener {

    private static final byte ESCAPE = 0x1b;
    private static final int LONGEST_CHARACTER = 4; // bytes, UTF-8
    private static final String CONTROL = "\u001b[";
    private static final Set<String> OTHER_SCREEN = Set.of("?47", "?1047", "?1049");
    /** Private modes that are on in a terminal that nobody changed: wrap, repeat, cursor. */
    private static final Set<String> USUALLY_ON = Set.of("?7", "?8", "?25");
    /** Private modes that are events or a matter of taste: blinking, the saved cursor. */
    private static final Set<String> HARMLESS = Set.of("?12", "?1048");
    /** Whoever has not answered after that long does not answer. */
    private static final long ANSWER_TIME = Duration.ofSeconds(1).toNanos();

    private final EscapeParser output = new EscapeParser(this);
    private final Replies replies = new Replies();
    /** What is not as it was found, with the sequence that made it so. A shutdown hook looks, too. */
    private final Map<String, String> changed = new ConcurrentHashMap<>();

    private final byte[] last = new byte[LONGEST_CHARACTER - 1];
    private Optional<String> title = Optional.empty();
    private int questions;
    private long lastQuestion;

    @Override
    public void output(Buffer bytes, int offset, int length) {
        int count = Math.min(length, last.length);
        System.arraycopy(last, count, last, 0, last.length - count);
        bytes.get(offset + length - count, last, last.length - count, count);
        int from = output.isAtGround() ? bytes.find(ESCAPE, offset, length) : offset;
        if (from < 0) {
            return; // plain text, the common case, costs two calls
        }
        byte[] rest = new byte[offset + length - from];
        bytes.get(from, rest, 0, rest.length);
        for (byte b : rest) {
            output.take(b);
        }
    }

    @Override
    public void input(byte[] bytes) {
        if (questions > 0) {
            int before = replies.count();
            replies.keysOf(bytes);
            questions = Math.max(0, questions - (replies.count() - before));
        }
    }

    /** True when neither a sequence nor a character is open: what is written now is not taken for a part of one. */
    boolean isBetweenCharacters() {
        return !isInSequence() && !isInCharacter();
    }

    /** True when a sequence is open: what is written now is taken for a part of it. */
    boolean isInSequence() {
        return !output.isAtGround();
    }

    /** True when something was shown, and behind it the line goes on, as behind a prompt. */
    boolean isInLine() {
        byte behind = last[last.length - 1];
        return behind != 0 && behind != '\n' && behind != '\r' && !showsOtherScreen();
    }

    /** A first byte of UTF-8 tells how many follow it. */
    private boolean isInCharacter() {
        for (int behind = 1; behind <= last.length; behind++) {
            int b = last[last.length - behind] & 0xff;
            if (b < 0x80) {
                return false;
            }
            if (b >= 0xc0) {
                int whole = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return behind < whole;
            }
        }
        return false;
    }

    /** What the session has last put into the terminal's title. */
    Optional<String> title() {
        return title;
    }

    /** Questions that the terminal may still answer. */
    int openQuestions(long nowNanos) {
        return nowNanos - lastQuestion > ANSWER_TIME ? 0 : questions;
    }

    /** True when the terminal is not as it was found. */
    boolean isChanged() {
        return !changed.isEmpty();
    }

    /** True while the other screen is shown, which hides what was there before the session. */
    boolean showsOtherScreen() {
        return OTHER_SCREEN.stream().anyMatch(changed::containsKey);
    }

    /** What makes a terminal that was reset as the session had it; what it showed, only its program can draw again. */
    String again() {
        StringBuilder sequences = new StringBuilder();
        OTHER_SCREEN.forEach(mode -> sequences.append(changed.getOrDefault(mode, "")));
        changed.forEach((what, sequence) -> sequences.append(OTHER_SCREEN.contains(what) ? "" : sequence));
        return sequences.toString();
    }

    @Override
    public void control(String parameters, char last) {
        if (Replies.isQuestion(parameters, last)) {
            ask();
        }
        switch (last) {
            case 'h', 'l' -> modes(parameters, last == 'h');
            case 'm' -> attributes(parameters);
            case 'u' -> keyboard(parameters);
            case 'r' -> note("region", !parameters.isEmpty(), CONTROL + parameters + 'r');
            case 'q' ->
                note(
                        "cursor",
                        parameters.endsWith(" ") && !Set.of(" ", "0 ").contains(parameters),
                        CONTROL + parameters + 'q');
            default -> {}
        }
    }

    private void modes(String parameters, boolean on) {
        if (parameters.startsWith("?")) {
            for (String number : parameters.substring(1).split(";")) {
                String mode = "?" + number;
                boolean isChanged = on != USUALLY_ON.contains(mode) && !HARMLESS.contains(mode);
                note(mode, isChanged, CONTROL + mode + (on ? 'h' : 'l'));
            }
        }
    }

    private void attributes(String parameters) {
        if (parameters.startsWith(">4")) {
            boolean isChanged = parameters.length() > 2 && !parameters.endsWith(";0");
            note("modifyOtherKeys", isChanged, CONTROL + parameters + 'm');
        } else if (!parameters.startsWith(">") && !parameters.startsWith("?")) {
            note("colour", !parameters.isEmpty() && !parameters.equals("0"), CONTROL + parameters + 'm');
        }
    }

    private void keyboard(String parameters) {
        if (parameters.startsWith(">") || parameters.startsWith("=")) {
            note("kitty", !parameters.equals("=0"), CONTROL + parameters + 'u');
        } else if (parameters.startsWith("<")) {
            changed.remove("kitty");
        }
    }

    @Override
    public void string(char kind, String text) {
        if (Replies.isQuestion(kind, text)) {
            ask();
        } else if (kind == ']' && (text.startsWith("0;") || text.startsWith("2;"))) {
            byte[] bytes = text.substring(2).getBytes(StandardCharsets.ISO_8859_1); // as they came
            title = Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void other(String text) {
        switch (text) {
            case "c" -> changed.clear(); // RIS, everything as after power-on
            case "=" -> changed.put("keypad", "\u001b=");
            case ">" -> changed.remove("keypad");
            case "(0" -> changed.put("charset", "\u001b(0");
            case "(B" -> changed.remove("charset");
            case "Z" -> ask();
            default -> {}
        }
    }

    private void note(String what, boolean isChanged, String sequence) {
        if (isChanged) {
            changed.put(what, sequence);
        } else {
            changed.remove(what);
        }
    }

    private void ask() {
        questions++;
        lastQuestion = System.nanoTime();
    }
}
