package dev.cleat.engine.recording;

/** The form of UTF-8 (RFC 3629, section 4): which bytes are a character, and which may still become one. */
final class Utf8 {

    /** Longest character. */
    static final int LONGEST = 4;

    private Utf8() {}

    /**
     * What stands at {@code at}: the length of a whole character, 1 to 4; minus the length of the beginning of one that the
     * end cuts off; 0 for a byte that belongs to none.
     */
    static int at(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = length(first);
        for (int i = 1; i < length; i++) {
            if (at + i == end) {
                return -i;
            }
            if (!continues(first, i, bytes[at + i] & 0xff)) {
                return 0;
            }
        }
        return length;
    }

    private static int length(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        if (first < 0xe0) {
            return 2;
        }
        return first < 0xf0 ? 3 : 4;
    }

    /** The second byte decides about overlong forms, surrogates and what is above U+10FFFF. */
    private static boolean continues(int first, int index, int next) {
        int least = 0x80;
        int most = 0xbf;
        if (index == 1) {
            switch (first) {
                case 0xe0 -> least = 0xa0;
                case 0xed -> most = 0x9f;
                case 0xf0 -> least = 0x90;
                case 0xf4 -> most = 0x8f;
                default -> {}
            }
        }
        return next >= least && next <= most;
    }

    /** How many bytes before {@code end} are the beginning of a character whose rest is still to come, at most 3. */
    static int unfinished(byte[] bytes, int start, int end) {
        for (int back = 1; back < LONGEST && end - back >= start; back++) {
            int candidate = bytes[end - back] & 0xff;
            if (candidate >= 0xc0) {
                return at(bytes, end - back, end) == -back ? back : 0;
            }
            if (candidate < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    /** How many bytes from {@code at} on are replaced by one U+FFFD: the longest beginning of a character, at least 1. */
    static int wrong(byte[] bytes, int at, int end) {
        int most = Math.min(end - at, LONGEST - 1);
        int taken = 1;
        while (taken < most && at(bytes, at, at + taken) == -taken && isBeginning(bytes, at, taken + 1)) {
            taken++;
        }
        return taken;
    }

    private static boolean isBeginning(byte[] bytes, int at, int length) {
        return at(bytes, at, at + length) == -length;
    }
}
