package dev.cleat.engine.terminal;

import java.util.Arrays;

/** Bytes in order, taken from the front, added at either end. */
final class ByteQueue {

    private byte[] bytes = new byte[256];
    private int start;
    private int end;

    boolean isEmpty() {
        return start == end;
    }

    int size() {
        return end - start;
    }

    /** Adds behind everything. */
    void add(byte[] from, int offset, int length) {
        if (end + length > bytes.length) {
            byte[] roomier = new byte[Math.max(bytes.length, 2 * (size() + length))];
            System.arraycopy(bytes, start, roomier, 0, size());
            end -= start;
            start = 0;
            bytes = roomier;
        }
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
    }

    /** Adds before everything. */
    void addFirst(byte[] from, int offset, int length) {
        byte[] behind = takeAll();
        add(from, offset, length);
        add(behind, 0, behind.length);
    }

    /** Takes up to {@code into.length} bytes; returns how many. */
    int take(byte[] into) {
        int count = Math.min(into.length, size());
        System.arraycopy(bytes, start, into, 0, count);
        start += count;
        return count;
    }

    /** Takes everything. */
    byte[] takeAll() {
        byte[] all = Arrays.copyOfRange(bytes, start, end);
        start = 0;
        end = 0;
        return all;
    }
}
