package dev.cleat.engine.recording;

import java.io.ByteArrayOutputStream;

/** Bytes of a record while it is made; its array is kept from record to record. */
final class ByteSink extends ByteArrayOutputStream {

    ByteSink(int size) {
        super(size);
    }

    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
    }

    /** The bytes up to {@link #size}; valid until the next change. */
    byte[] array() {
        return buf;
    }
}
