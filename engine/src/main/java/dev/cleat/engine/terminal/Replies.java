package dev.cleat.engine.terminal;

import java.io.ByteArrayOutputStream;

/**
 * Tells a terminal's answers from keys, both of which arrive as input (xterm's ctlseqs: device attributes, status and
 * cursor position reports, mode, window, colour and capability reports).
 *
 * <p>A report of the cursor's position in row 1 looks like Shift-F3. That is why answers are looked for only while a
 * question is open.
 */
final class Replies implements EscapeParser.Listener {

    private final EscapeParser parser = new EscapeParser(this);
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int count;
    private boolean isReply;

    /** How many answers there were so far. */
    int count() {
        return count;
    }

    /** These bytes without answers. A sequence that has not ended yet is kept until it has. */
    byte[] keysOf(byte[] typed) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        for (byte b : typed) {
            open.write(b);
            isReply = false;
            parser.take(b);
            if (parser.isAtGround()) {
                if (!isReply) {
                    keys.writeBytes(open.toByteArray());
                }
                open.reset();
            }
        }
        return keys.toByteArray();
    }

    /** Bytes of a sequence that never ended: the Escape key, when it is that alone. */
    byte[] unfinished() {
        return open.size() == 1 ? open.toByteArray() : new byte[0];
    }

    @Override
    public void control(String parameters, char last) {
        boolean isPrivate = parameters.startsWith("?");
        found(
                switch (last) {
                    case 'c' -> isPrivate || parameters.startsWith(">") || parameters.startsWith("=");
                    case 'u', 'S' -> isPrivate;
                    case 'y' -> parameters.endsWith("$");
                    case 'R', 'n', 't', 'x' -> true;
                    default -> false;
                });
    }

    @Override
    public void string(char kind, String text) {
        found(true);
    }

    @Override
    public void other(String text) {
        found(false);
    }

    private void found(boolean reply) {
        isReply = reply;
        count += reply ? 1 : 0;
    }

    /** Whether a control sequence that a program writes makes the terminal answer. */
    static boolean isQuestion(String parameters, char last) {
        boolean isPrivate = parameters.startsWith("?");
        return switch (last) {
            case 'c', 'x' -> true;
            case 'n' -> !parameters.startsWith(">");
            case 'u', 'S' -> isPrivate;
            case 'p' -> parameters.endsWith("$");
            case 'q' -> parameters.startsWith(">");
            case 't' -> parameters.matches("(1[1345689]|2[01])(;.*)?");
            default -> false;
        };
    }

    /** Whether a control string that a program writes makes the terminal answer. */
    static boolean isQuestion(char kind, String text) {
        return switch (kind) {
            case ']' -> text.endsWith(";?");
            case 'P' -> text.startsWith("$q") || text.startsWith("+q");
            default -> false;
        };
    }
}
