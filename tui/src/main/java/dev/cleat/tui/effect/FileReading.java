package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.LogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Reads the files that the console shows as text, never more than {@link LogText#LIMIT} of each. */
final class FileReading {

    private final Engine engine;

    FileReading(Engine engine) {
        this.engine = engine;
    }

    /** The end of a log; empty when nothing was added to what is known. */
    Optional<Message> log(Effect.ReadLog effect) throws ContainerException {
        Path file = engine.consoleLog(effect.container());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == effect.known().size()) {
                return Optional.empty();
            }
            long from = Math.max(0, size - LogText.LIMIT);
            String raw = read(channel, from);
            // What begins in the middle of a line begins with a broken one.
            String whole = from == 0 ? raw : raw.substring(raw.indexOf('\n') + 1);
            return Optional.of(new Message.LogRead(effect.container(), LogText.of(size, from > 0, whole)));
        } catch (IOException e) {
            return Optional.of(new Message.ReadFailed(effect.container(), failure(file, e)));
        }
    }

    Message definition(Effect.ReadFile effect) {
        try (FileChannel channel = FileChannel.open(effect.file(), StandardOpenOption.READ)) {
            List<String> lines = read(channel, 0).lines().toList();
            return new Message.FileRead(effect.file(), lines);
        } catch (IOException e) {
            return new Message.ReadFailed(effect.file().toString(), failure(effect.file(), e));
        }
    }

    private static String read(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LogText.LIMIT, Math.max(0, channel.size() - from)));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // A read may return less than it could.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static Failure failure(Path file, IOException e) {
        String reason = e instanceof NoSuchFileException
                ? "no such file"
                : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return Failure.of("cannot read " + file + ": " + reason);
    }
}
