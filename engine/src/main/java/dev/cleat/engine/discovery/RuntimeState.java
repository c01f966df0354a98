package dev.cleat.engine.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.Runtime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runtimes have written about their containers below /run and /var/lib: names that no process shows.
 *
 * <p>These directories are root's own; without the right to read them the names are the ids.
 */
final class RuntimeState {
    /** Larger files are none that a runtime wrote. */
    private static final long MAX_BYTES = 4 << 20;

    private static final List<String> POD_NAME =
            List.of("io.kubernetes.cri.sandbox-name", "io.kubernetes.cri.container-name");
    private static final String NERDCTL_NAME = "nerdctl/name";

    private final Path root;
    private Map<String, Identity> inits;

    /** Below {@code root}, which is / but for tests. */
    RuntimeState(Path root) {
        this.root = root;
    }

    /** Forgets which containers there were, so that the next question looks anew. */
    void forget() {
        inits = null;
    }

    /** The container of runc or crun with this init: its id is the name of its state directory. */
    Optional<Identity> ofInit(long pid) {
        if (inits == null) {
            inits = new HashMap<>();
            addInits(Runtime.RUNC, root.resolve("run/runc"), "state.json", "init_process_pid");
            addInits(Runtime.CRUN, root.resolve("run/crun"), "status", "pid");
        }
        return Optional.ofNullable(inits.get(Long.toString(pid)));
    }

    private void addInits(Runtime runtime, Path directory, String file, String key) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> containers = Files.newDirectoryStream(directory)) {
            for (Path container : containers) {
                String id = container.getFileName().toString();
                value(container.resolve(file), key).ifPresent(pid -> inits.put(pid, Identity.of(runtime, id)));
            }
        } catch (IOException e) {
            // Not ours to read.
        }
    }

    /** Docker's name of a container. */
    Optional<String> dockerName(String id) {
        Path file = root.resolve("var/lib/docker/containers").resolve(id).resolve("config.v2.json");
        return value(file, "Name")
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .filter(name -> !name.isEmpty());
    }

    /** What a pod's container or nerdctl's is called: {@code POD/CONTAINER}, from the annotations of its bundle. */
    Optional<String> containerdName(String id) {
        Path tasks = root.resolve("run/containerd/io.containerd.runtime.v2.task");
        if (!Files.isDirectory(tasks)) {
            return Optional.empty();
        }
        try (Stream<Path> namespaces = Files.list(tasks)) {
            return namespaces
                    .map(namespace -> annotations(namespace.resolve(id).resolve("config.json")))
                    .map(RuntimeState::nameOf)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            // Not ours to read.
            return Optional.empty();
        }
    }

    private static Optional<String> nameOf(Map<String, String> annotations) {
        List<String> parts = POD_NAME.stream()
                .map(annotations::get)
                .filter(part -> part != null)
                .toList();
        return parts.isEmpty()
                ? Optional.ofNullable(annotations.get(NERDCTL_NAME))
                : Optional.of(String.join("/", parts));
    }

    /** One scalar member of a document; what comes after it is not read. */
    private static Optional<String> value(Path file, String key) {
        try (JsonParser parser = open(file)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(key);
                if (parser.nextToken().isScalarValue() && wanted) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            // No such container any more, or being written right now.
            return Optional.empty();
        }
    }

    private static Map<String, String> annotations(Path file) {
        var values = new HashMap<String, String>();
        try (JsonParser parser = open(file)) {
            boolean entered = enter(parser, "annotations");
            while (entered && parser.nextToken() == JsonToken.FIELD_NAME) {
                values.put(parser.currentName(), parser.nextTextValue());
            }
        } catch (IOException e) {
            // No such container any more, or being written right now: its id is its name.
            values.clear();
        }
        return values;
    }

    /** Inside of the object that the document is. */
    private static JsonParser open(Path file) throws IOException {
        // Asked first, because opening a pipe would block.
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": no state of a container");
        }
        JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file));
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException(file + ": no object");
        }
        return parser;
    }

    private static boolean enter(JsonParser parser, String object) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(object);
            if (parser.nextToken() == JsonToken.START_OBJECT && found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
