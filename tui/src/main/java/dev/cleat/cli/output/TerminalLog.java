package dev.cleat.cli.output;

/**
 * Makes the bytes of a container's log safe for a terminal, chunk by chunk: colours stay, every other escape sequence
 * and control character becomes visible text.
 *
 * <p>UTF-8 is decoded here, because a chunk may end inside a character; octets that are no UTF-8 become {@code \xNN}.
 */
public final class TerminalLog {

    private static final int ESCAPE = 0x1B;
    private static final int MOST_PARAMETERS = 64;
    private static final String RESET = "\u001b[0m";

    private final boolean colours;
    private final StringBuilder sequence = new StringBuilder();
    private boolean coloured;
    private boolean carriageReturn;
    private int character;
    private int missing;
    private int octets;

    /** Without {@code colours} their sequences are left out. */
    public TerminalLog(boolean colours) {
        this.colours = colours;
    }

    /** The text of the next {@code length} bytes; what is incomplete waits for the next call. */
    public String next(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length + 32);
        for (int at = 0; at < length; at++) {
            octet(text, bytes[at] & 0xFF);
        }
        return text.toString();
    }

    /** What was incomplete, and the end of a colour that was left on. */
    public String end() {
        StringBuilder text = new StringBuilder();
        flushOctets(text);
        flushSequence(text);
        return text.append(coloured ? RESET : "").toString();
    }

    private void octet(StringBuilder text, int octet) {
        if (missing > 0 && (octet & 0xC0) == 0x80) {
            character = character << 6 | octet & 0x3F;
            octets++;
            missing--;
            if (missing == 0) {
                completed(text);
            }
            return;
        }
        flushOctets(text);
        if (octet < 0x80) {
            plain(text, octet);
            return;
        }
        missing = octet >= 0xF0 ? 3 : octet >= 0xE0 ? 2 : 1;
        character = octet;
        octets = 1;
        if (octet < 0xC2 || octet > 0xF4) {
            flushOctets(text);
        }
    }

    /** All octets are there: the lead octet's marker bits are cut off, overlong forms and surrogates are refused. */
    private void completed(StringBuilder text) {
        int bits = octets == 2 ? 11 : octets == 3 ? 16 : 21;
        int point = character & (1 << bits) - 1;
        int least = octets == 2 ? 0x80 : octets == 3 ? 0x800 : 0x10000;
        if (point < least || point > 0x10FFFF || point >= 0xD800 && point <= 0xDFFF) {
            flushOctets(text);
            return;
        }
        octets = 0;
        plain(text, point);
    }

    /** Octets that are no character: each as {@code \xNN}. */
    private void flushOctets(StringBuilder text) {
        if (octets == 0) {
            return;
        }
        flushSequence(text);
        for (int at = octets - 1; at >= 0; at--) {
            int octet = at == octets - 1 ? character >> 6 * at : character >> 6 * at & 0x3F | 0x80;
            text.append("\\x").append(Integer.toHexString(octet & 0xFF));
        }
        octets = 0;
        missing = 0;
    }

    private void plain(StringBuilder text, int point) {
        if (sequence.length() == 0 ? point == ESCAPE : isSequence(point)) {
            sequence.append((char) point);
            if (point == 'm') {
                colour(text);
            }
            return;
        }
        flushSequence(text);
        if (point == ESCAPE) {
            sequence.append((char) point);
        } else {
            visible(text, point);
        }
    }

    /** True when {@code point} may continue the start of a colour: ESC [ digits ; : m. */
    private boolean isSequence(int point) {
        if (sequence.length() == 1) {
            return point == '[';
        }
        return sequence.length() < MOST_PARAMETERS
                && (point >= '0' && point <= '9' || point == ';' || point == ':' || point == 'm');
    }

    private void colour(StringBuilder text) {
        flushCarriageReturn(text);
        if (colours) {
            text.append(sequence);
            coloured = !sequence.toString().equals(RESET) && sequence.length() > 3;
        }
        sequence.setLength(0);
    }

    private void flushSequence(StringBuilder text) {
        if (sequence.length() > 0) {
            flushCarriageReturn(text);
            text.append("\\x1b").append(sequence, 1, sequence.length());
            sequence.setLength(0);
        }
    }

    /** A terminal's line end is CR LF; a CR anywhere else would let text overwrite what stands before it. */
    private void visible(StringBuilder text, int point) {
        if (point == '\r' && !carriageReturn) {
            carriageReturn = true;
            return;
        }
        if (point != '\n') {
            flushCarriageReturn(text);
        }
        carriageReturn = point == '\r';
        if (point == '\n' || point == '\t') {
            text.append((char) point);
        } else if (point != '\r') {
            VisibleText.append(text, point);
        }
    }

    private void flushCarriageReturn(StringBuilder text) {
        if (carriageReturn) {
            text.append("\\x0d");
            carriageReturn = false;
        }
    }
}
