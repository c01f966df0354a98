package dev.cleat.engine.stage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One record being written: {@code u32 type, u32 length, body}, native byte order. Strings are bytes with a 32-bit length
 * (CVE-2021-43784 was a 16-bit one) and are never joined into lines.
 */
final class Packet {

    private static final int MAX_BODY = 163_840;

    private final RecordType type;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Packet(RecordType type) {
        this.type = type;
    }

    static Packet of(RecordType type) {
        return new Packet(type);
    }

    Packet u32(long value) {
        return put(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt((int) value));
    }

    Packet u64(long value) {
        return put(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(value));
    }

    Packet text(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A length and as many bytes. */
    Packet blob(byte[] bytes) {
        u32(bytes.length);
        body.writeBytes(bytes);
        return this;
    }

    /** A count and as many texts. */
    Packet texts(List<String> values) {
        u32(values.size());
        values.forEach(this::text);
        return this;
    }

    private Packet put(ByteBuffer bytes) {
        body.writeBytes(bytes.array());
        return this;
    }

    /** Errors: IOException when the body is larger than the stage takes, naming the record. */
    byte[] bytes() throws IOException {
        if (body.size() > MAX_BODY) {
            throw new IOException(
                    type + " of " + body.size() + " bytes is larger than the stage takes (" + MAX_BODY + ")");
        }
        return ByteBuffer.allocate(8 + body.size())
                .order(ByteOrder.nativeOrder())
                .putInt(type.number())
                .putInt(body.size())
                .put(body.toByteArray())
                .array();
    }
}
