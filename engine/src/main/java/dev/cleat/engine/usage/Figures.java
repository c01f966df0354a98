package dev.cleat.engine.usage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds numbers in the bytes of a cgroup file without making a String of them. -1 stands for "not there". */
final class Figures {
    private Figures() {}

    /** A key or marker, to be made once. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The number a file starts with; -1 for {@code max} and for an empty file. */
    static long first(ByteBuffer text) {
        return numberAt(text, 0);
    }

    /** The second number of a file of two, as the period of cpu.max. */
    static long second(ByteBuffer text) {
        int at = 0;
        while (at < text.limit() && text.get(at) != ' ') {
            at++;
        }
        return numberAt(text, at + 1);
    }

    /** The number in the line {@code key NUMBER}. */
    static long keyed(ByteBuffer text, byte[] key) {
        int line = 0;
        while (line < text.limit()) {
            int end = line + key.length;
            if (end < text.limit() && text.get(end) == ' ' && matches(text, line, key)) {
                return numberAt(text, end + 1);
            }
            line = nextLine(text, line);
        }
        return -1;
    }

    /** True when the file starts with {@code word}. */
    static boolean startsWith(ByteBuffer text, byte[] word) {
        return text.limit() >= word.length && matches(text, 0, word);
    }

    /** The sum of all numbers that follow {@code marker}; 0 when there is none, as for a cgroup without I/O. */
    static long sum(ByteBuffer text, byte[] marker) {
        long sum = 0;
        for (int at = 0; at + marker.length < text.limit(); at++) {
            if (text.get(at) == marker[0] && matches(text, at, marker)) {
                sum += Math.max(0, numberAt(text, at + marker.length));
            }
        }
        return sum;
    }

    private static int nextLine(ByteBuffer text, int from) {
        int at = from;
        while (at < text.limit() && text.get(at) != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean matches(ByteBuffer text, int at, byte[] key) {
        for (int i = 0; i < key.length; i++) {
            if (text.get(at + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static long numberAt(ByteBuffer text, int from) {
        long number = 0;
        int at = from;
        while (at < text.limit() && text.get(at) >= '0' && text.get(at) <= '9') {
            number = number * 10 + text.get(at) - '0';
            at++;
        }
        // Larger than 2^63 (an unsigned counter that wrapped) is no figure.
        return at == from || number < 0 ? -1 : number;
    }
}
