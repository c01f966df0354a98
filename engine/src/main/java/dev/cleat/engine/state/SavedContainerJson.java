package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.state.SavedContainer.Processes;
import dev.cleat.engine.state.SavedContainer.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * state.json as text. What every version has always written stands at the top level and is needed; the rest is in objects
 * that may be missing.
 */
final class SavedContainerJson {

    private SavedContainerJson() {}

    static byte[] write(SavedContainer saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JsonTree.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", saved.name());
            json.writeStringField("state", saved.state().name());
            json.writeNumberField("pid", saved.pid());
            json.writeNumberField("pidStartTime", saved.pidStartTime());
            json.writeNumberField("keeperPid", saved.keeperPid());
            json.writeNumberField("keeperStartTime", saved.keeperStartTime());
            json.writeStringField("started", saved.started().toString());
            json.writeStringField("definition", saved.definition().toString());
            json.writeStringField("rootfs", saved.rootfs());
            text(json, "consoleLog", saved.consoleLog().map(Path::toString));
            texts(json, "cgroups", saved.cgroups().stream().map(Path::toString).toList());
            write(json, saved.places());
            json.writeNumberField("haltSignal", saved.life().haltSignal());
            json.writeNumberField(
                    "stopTimeoutMillis", saved.life().stopTimeout().toMillis());
            json.writeBooleanField("killAfterTimeout", saved.life().killAfterTimeout());
            write(json, saved.life());
            texts(json, "environment", saved.environment());
            write(json, saved.origin());
            if (saved.waiting().isPresent()) {
                write(json, saved.waiting().get());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, SavedCgroups places) throws IOException {
        json.writeArrayFieldStart("cgroupInodes");
        for (long inode : places.made().values()) {
            json.writeNumber(inode);
        }
        json.writeEndArray();
        if (!places.making().isEmpty()) {
            texts(
                    json,
                    "cgroupsBeingMade",
                    places.making().stream().map(Path::toString).toList());
        }
    }

    private static void write(JsonGenerator json, SavedLife life) throws IOException {
        json.writeObjectFieldStart("life");
        json.writeNumberField("rebootSignal", life.rebootSignal());
        json.writeStringField("restart", life.restart().policy().name());
        json.writeNumberField("maxRetries", life.restart().maxRetries());
        json.writeNumberField(
                "initialBackoffMillis", life.restart().initialBackoff().toMillis());
        json.writeNumberField("maxBackoffMillis", life.restart().maxBackoff().toMillis());
        json.writeBooleanField("ephemeral", life.ephemeral());
        json.writeBooleanField("ownPids", life.ownPids());
        text(json, "filter", life.filter());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SavedOrigin origin) throws IOException {
        StartRequest request = origin.request();
        json.writeObjectFieldStart("origin");
        text(json, "by", origin.by());
        json.writeNumberField("boots", origin.boots());
        json.writeNumberField("restarts", origin.restarts());
        text(json, "name", request.name());
        text(json, "file", request.file().map(Path::toString));
        texts(json, "overrides", request.overrides());
        texts(json, "command", request.command());
        text(json, "consoleLog", request.consoleLog().map(Path::toString));
        text(json, "pidFile", request.pidFile().map(Path::toString));
        json.writeObjectFieldStart("shared");
        for (Map.Entry<NamespaceType, String> shared : request.shared().entrySet()) {
            json.writeStringField(shared.getKey().name(), shared.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("execute", request.execute());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Waiting waiting) throws IOException {
        json.writeObjectFieldStart("waiting");
        json.writeNumberField("pid", waiting.pid());
        json.writeNumberField("startTime", waiting.startTime());
        json.writeStringField("until", waiting.until().toString());
        json.writeEndObject();
    }

    /** Nothing when it is empty. */
    static void text(JsonGenerator json, String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        }
    }

    /** Nothing when it is empty. */
    private static void texts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static SavedContainer read(byte[] text) throws IOException {
        JsonTree tree = JsonTree.of(text);
        String name = tree.text("name");
        Path definition = Path.of(tree.text("definition"));
        return new SavedContainer(
                name,
                ContainerState.valueOf(tree.text("state")),
                new Processes(
                        tree.number("pid"),
                        tree.number("pidStartTime"),
                        tree.number("keeperPid"),
                        tree.number("keeperStartTime", 0)),
                Instant.parse(tree.text("started")),
                definition,
                tree.text("rootfs"),
                tree.optionalText("consoleLog").map(Path::of),
                places(tree),
                life(tree, tree.tree("life")),
                tree.tree("environment").asMap(),
                origin(tree.tree("origin"), name, definition),
                waiting(tree.tree("waiting")));
    }

    /** Of an older Cleat without inodes, none of which is 0. */
    private static SavedCgroups places(JsonTree tree) {
        List<String> directories = tree.texts("cgroups");
        List<String> inodes = tree.texts("cgroupInodes");
        Map<Path, Long> made = new LinkedHashMap<>();
        for (int i = 0; i < directories.size(); i++) {
            made.put(Path.of(directories.get(i)), i < inodes.size() ? Long.parseLong(inodes.get(i)) : 0);
        }
        return new SavedCgroups(
                tree.texts("cgroupsBeingMade").stream().map(Path::of).toList(), made);
    }

    private static SavedLife life(JsonTree top, JsonTree life) throws IOException {
        return new SavedLife(
                (int) top.number("haltSignal"),
                (int) life.number("rebootSignal", 2),
                Duration.ofMillis(top.number("stopTimeoutMillis")),
                top.flag("killAfterTimeout"),
                restart(life),
                life.flag("ephemeral"),
                life.flag("ownPids"),
                life.optionalText("filter"));
    }

    private static Restart restart(JsonTree life) throws IOException {
        return new Restart(
                RestartPolicy.valueOf(life.optionalText("restart").orElse(RestartPolicy.NO.name())),
                (int) life.number("maxRetries", 0),
                Duration.ofMillis(life.number(
                        "initialBackoffMillis", Restart.NO.initialBackoff().toMillis())),
                Duration.ofMillis(
                        life.number("maxBackoffMillis", Restart.NO.maxBackoff().toMillis())));
    }

    /** Of an older Cleat: the file it was started from, and nothing is known of arguments. */
    private static SavedOrigin origin(JsonTree origin, String name, Path definition) throws IOException {
        if (origin.isEmpty()) {
            StartRequest request = new StartRequest(
                    Optional.of(name),
                    Optional.of(definition),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
            return new SavedOrigin(request, Optional.empty(), 1, 0);
        }
        Map<NamespaceType, String> shared = new EnumMap<>(NamespaceType.class);
        origin.tree("shared").asMap().forEach((type, of) -> shared.put(NamespaceType.valueOf(type), of));
        StartRequest request = new StartRequest(
                origin.optionalText("name"),
                origin.optionalText("file").map(Path::of),
                origin.texts("overrides"),
                origin.texts("command"),
                origin.optionalText("consoleLog").map(Path::of),
                origin.optionalText("pidFile").map(Path::of),
                shared,
                origin.flag("execute"));
        return new SavedOrigin(request, origin.optionalText("by"), (int) origin.number("boots", 1), (int)
                origin.number("restarts", 0));
    }

    private static Optional<Waiting> waiting(JsonTree waiting) throws IOException {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Waiting(
                        waiting.number("pid"), waiting.number("startTime"), Instant.parse(waiting.text("until"))));
    }
}
