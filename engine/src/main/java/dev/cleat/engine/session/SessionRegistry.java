package dev.cleat.engine.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.state.TrustedDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The live sessions of this host: {@code sessions/ID.json} in the state directory, each locked by the process that relays
 * it, so that a session whose process was killed is never taken for a live one. Thread-safe.
 */
public final class SessionRegistry {

    /** The directory's name; no container may be called so. */
    public static final String DIRECTORY = "sessions";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_FILE = 1 << 16;
    private static final String SUFFIX = ".json";

    private final Path state;

    /** @param state the state directory */
    public SessionRegistry(Path state) {
        this.state = state;
    }

    /**
     * Registers a session of this process.
     *
     * <p><b>Errors.</b> IOException when it cannot, or when the state directory belongs to somebody else.
     */
    public Session register(String container, List<String> command, Operator operator) throws IOException {
        TrustedDirectory.make(state).close();
        Instant now = Instant.now();
        String id = Long.toString(now.toEpochMilli(), 36) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        Fd directory = TrustedDirectory.make(state.resolve(DIRECTORY));
        try {
            Fd fd = directory.openAt(id + SUFFIX, Fd.O_RDWR | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW, 0600);
            FileLock.tryTake(fd); // nobody else knows the file yet
            fd.writeFully(describe(id, container, command, operator, now));
            return new Session(id, directory, id + SUFFIX, fd);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
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

    /**
     * Number of live sessions by container; files of sessions whose process died are removed on the way.
     *
     * <p><b>Errors.</b> IOException when the directory cannot be read or belongs to somebody else.
     */
    public Map<String, Integer> countByContainer() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        if (!Files.isDirectory(state.resolve(DIRECTORY))) {
            return counts;
        }
        try (Fd directory = TrustedDirectory.open(state.resolve(DIRECTORY));
                DirectoryStream<Path> files =
                        Files.newDirectoryStream(TrustedDirectory.listing(directory), "*" + SUFFIX)) {
            for (Path file : files) {
                liveContainer(directory, file.getFileName().toString())
                        .ifPresent(container -> counts.merge(container, 1, Integer::sum));
            }
        }
        return counts;
    }

    private static Optional<String> liveContainer(Fd directory, String file) {
        try (Fd fd = directory.openAt(file, Fd.O_RDWR | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            if (!FileLock.isHeldByOther(fd)) {
                byte[] text = fd.readUpTo(1);
                if (text.length > 0) { // an empty one is just being made
                    directory.unlinkAt(file);
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
