package dev.cleat.engine.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.api.Runtime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** Below {@code root}, which is / but for tests. */
    RuntimeState(Path root) {
        this.root = root;
    }

    /** The container of runc or crun with this init: its id is the name of its state directory. */
    Optional<Identity> ofInit(long pid) {
        return find(root.resolve("run/runc"), "state.json", "init_process_pid", pid)
                .map(id -> Identity.of(Runtime.RUNC, id))
                .or(() -> find(root.resolve("run/crun"), "status", "pid", pid)
                        .map(id -> Identity.of(Runtime.CRUN, id)));
    }

    private Optional<String> find(Path directory, String file, String key, long pid) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> containers = Files.newDirectoryStream(directory)) {
            for (Path container : containers) {
                Map<String, String> values = topLevelValues(container.resolve(file));
                if (Long.toString(pid).equals(values.get(key))) {
                    return Optional.of(container.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // Not ours to read.
        }
        return Optional.empty();
    }

    /** Docker's name of a container. */
    Optional<String> dockerName(String id) {
        Path file = root.resolve("var/lib/docker/containers").resolve(id).resolve("config.v2.json");
        return Optional.ofNullable(topLevelValues(file).get("Name"))
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
        List<String> parts =
                POD_NAME.stream().map(annotations::get).filter(part -> part != null).toList();
        return parts.isEmpty()
                ? Optional.ofNullable(annotations.get(NERDCTL_NAME))
                : Optional.of(String.join("/", parts));
    }

    private Map<String, String> topLevelValues(Path file) {
        return scalars(file, Optional.empty());
    }

    private Map<String, String> annotations(Path file) {
        return scalars(file, Optional.of("annotations"));
    }

    /** The scalar members of the document, or of one object in it; empty when it cannot be read or is no JSON. */
    private Map<String, String> scalars(Path file, Optional<String> object) {
        var values = new TreeMap<String, String>();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(in)) {
            if (Files.size(file) > MAX_BYTES || parser.nextToken() != JsonToken.START_OBJECT) {
                return values;
            }
            if (object.isPresent() && !enter(parser, object.get())) {
                return values;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    values.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // No such container any more, or being written right now: its id is its name.
            values.clear();
        }
        return values;
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
