package dev.cleat.engine.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of sessions: UUIDs of version 7 (RFC 9562), which sort by time and are the same on no two hosts. */
public final class SessionId {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private SessionId() {}

    /** One that begins at {@code time}: milliseconds, then 12 bits of what is below them, then chance. */
    static String at(Instant time) {
        long fraction = time.getNano() % NANOS_PER_MILLI * 4096 / NANOS_PER_MILLI;
        long high = time.toEpochMilli() << 16 | 0x7000 | fraction;
        long low = chance() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** Not by SecureRandom, whose providers take longer to load than an attach has. */
    private static long chance() {
        try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
            return ByteBuffer.wrap(random.readNBytes(Long.BYTES)).getLong();
        } catch (IOException | java.nio.BufferUnderflowException e) {
            return UUID.randomUUID().getLeastSignificantBits();
        }
    }

    /** True for an id that we can have made: what is not one is no name of a file either. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
