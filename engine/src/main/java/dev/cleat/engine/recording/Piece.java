package dev.cleat.engine.recording;

/** Something that happened in a session, on its way to the file: bytes of one kind, at one time. */
final class Piece {

    /** What it is; output and input grow while they wait. */
    enum Kind {
        OUTPUT,
        INPUT,
        HIDDEN_INPUT,
        SIZE,
        MARKER,
        EXIT;

        boolean grows() {
            return this == OUTPUT || this == INPUT || this == HIDDEN_INPUT;
        }
    }

    private static final int SMALLEST = 1024;

    final Kind kind;
    final long micros;
    byte[] bytes;
    int length;

    Piece(Kind kind, long micros, int expected) {
        this.kind = kind;
        this.micros = micros;
        this.bytes = new byte[Math.max(SMALLEST, expected)];
    }

    /** Where {@code more} bytes are to be put; they count from now on. */
    int extend(int more) {
        if (length + more > bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
        int at = length;
        length += more;
        return at;
    }
}
