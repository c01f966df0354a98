package dev.cleat.tui.effect;

import dev.cleat.tui.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Reads the files that the console shows as text, never more than {@link #LIMIT} of each. */
final class FileReading {

    /** Bytes; more than a definition may have. */
    private static final int LIMIT = 1 << 20;

    Message definition(Effect.ReadFile effect) {
        try (FileChannel channel = FileChannel.open(effect.file(), StandardOpenOption.READ)) {
            List<String> lines = read(channel, 0).lines().toList();
            return new Message.FileRead(effect.file(), lines);
        } catch (IOException e) {
            return new Message.ReadFailed(effect.file().toString(), LogReading.failure(effect.file(), e));
        }
    }

    private static String read(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LIMIT, Math.max(0, channel.size() - from)));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // A read may return less than it could.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
