package dev.cleat.tui.effect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps the lines of a text that is written to it, and refuses more than it may hold. */
final class TextLines extends OutputStream {

    /** There is no room for more. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1;

        FullException() {
            super("no room for more");
        }
    }

    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long room;

    /** @param room bytes, above 0 */
    TextLines(long room) {
        this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > room) {
            room = 0;
            throw new FullException();
        }
        room -= length;
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                open.write(bytes, start, i - start);
                endLine();
                start = i + 1;
            }
        }
        open.write(bytes, start, offset + length - start);
    }

    private void endLine() {
        lines.add(open.toString(StandardCharsets.UTF_8));
        open.reset();
    }

    /** Nothing more comes: what is without a line feed is a line as well. */
    @Override
    public void close() {
        if (open.size() > 0) {
            endLine();
        }
    }

    /** Those that are whole. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
