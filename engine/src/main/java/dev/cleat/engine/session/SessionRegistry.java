package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The live sessions of this host: {@code sessions/ID.json} in the state directory, each locked by the process that relays
 * it, so that a session whose process was killed is never taken for a live one. Thread-safe.
 */
public final class SessionRegistry {

    /** The directory's name; no container may be called so. */
    public static final String DIRECTORY = "sessions";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_FILE = 1 << 16;

    private final Path directory;

    /** @param state the state directory */
    public SessionRegistry(Path state) {
        this.directory = state.resolve(DIRECTORY);
    }

    /** Registers a session of this process. */
    public Session register(String container, List<String> command, Operator operator) throws IOException {
        Files.createDirectories(directory);
        Instant now = Instant.now();
        String id = Long.toString(now.toEpochMilli(), 36) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        Path file = directory.resolve(id + ".json");
        Fd fd = Fd.open(file, Fd.O_RDWR | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW, 0600);
        FileLock.tryTake(fd); // nobody else knows the file yet
        fd.writeFully(describe(id, container, command, operator, now));
        return new Session(id, file, fd);
    }

    private static byte[] describe(
            String id, String container, List<String> command, Operator operator, Instant started) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("container", container);
            json.writeNumberField("pid", Credentials.processId());
            json.writeStringField("started", started.toString());
            json.writeNumberField("uid", operator.uid());
            if (operator.loginUid().isPresent()) {
                json.writeNumberField("loginUid", operator.loginUid().get());
            }
            if (operator.sudoUser().isPresent()) {
                json.writeStringField("sudoUser", operator.sudoUser().get());
            }
            if (operator.ssh().isPresent()) {
                json.writeStringField("ssh", operator.ssh().get());
            }
            json.writeArrayFieldStart("command");
            for (String argument : command) {
                json.writeString(argument);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Number of live sessions by container; files of sessions whose process died are removed on the way. */
    public Map<String, Integer> countByContainer() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return counts;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                liveContainer(file).ifPresent(container -> counts.merge(container, 1, Integer::sum));
            }
        }
        return counts;
    }

    private static Optional<String> liveContainer(Path file) {
        try (Fd fd = Fd.open(file, Fd.O_RDWR | Fd.O_NOFOLLOW, 0)) {
            if (!FileLock.isHeldByOther(fd)) {
                byte[] text = fd.readUpTo(1);
                if (text.length > 0) { // an empty one is just being made
                    Files.deleteIfExists(file);
                }
                return Optional.empty();
            }
            return container(fd.readUpTo(MAX_FILE));
        } catch (IOException e) {
            return Optional.empty(); // it ended while we looked
        }
    }

    private static Optional<String> container(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("container")) {
                    return Optional.of(json.getText());
                }
                json.skipChildren();
            }
        }
        return Optional.empty();
    }
}
