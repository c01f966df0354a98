package dev.cleat.tui.effect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps what is written to it, and refuses more than it may hold. */
final class FirstBytes extends OutputStream {

    /** There is no room for more. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1;

        Full() {
            super("no room for more");
        }
    }

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private boolean full;

    /** @param limit bytes, above 0 */
    FirstBytes(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        if (room < length) {
            full = true;
            throw new Full();
        }
    }

    boolean isFull() {
        return full;
    }

    byte[] bytes() {
        return kept.toByteArray();
    }
}
