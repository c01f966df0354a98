package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Directory;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.RootSource.Overlay;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code rootfs:}, as short text or as a map. */
final class RootfsType implements Type<Optional<Rootfs>> {

    private static final String EXPECTED = "host, dir:PATH or overlay:LOWER:UPPER";
    private static final List<String> WORDS = List.of("host", "dir:PATH", "overlay:LOWER:UPPER");
    private static final Set<String> LATER_SOURCES =
            Set.of("loop", "squashfs", "block", "nbd", "btrfs", "zfs", "lvm", "rbd", "image");
    private static final String DEFAULT_SIZE = "12%";
    private static final int ALL_MEMORY = 100;

    private static final Key<Optional<RootSource>> SOURCE = Key.required(
            "source",
            new Maybe<>(new ScalarType<>(EXPECTED, RootfsType::source, Shape.TEXT)),
            Optional.empty(),
            "host, dir:PATH or overlay:LOWER[:LOWER2...]:UPPER; relative to this file");
    private static final Key<Boolean> READONLY =
            Key.of("readonly", Scalars.flag(), false, "nothing can be written to the root");
    private static final Key<Optional<Writable>> WRITABLE = Key.of(
            "writable",
            new Maybe<>(new ScalarType<>(
                    "direct, tmpfs or dir:PATH", RootfsType::writable, Shape.pattern("^(direct|tmpfs|dir:.+)$"))),
            Optional.empty(),
            "where writes go: direct (into the source), tmpfs (memory, gone at the end), dir:PATH (kept there)");
    private static final Key<String> WRITABLE_SIZE = Key.of(
            "writableSize",
            new ScalarType<>("a size or a percentage", RootfsType::sizeOrShare, Shape.of("string", "integer")),
            DEFAULT_SIZE,
            "most memory that writable: tmpfs takes, as 512M or 12%");
    private static final Section<Optional<Rootfs>> MAP = new Section<>(
            List.of(SOURCE, READONLY, WRITABLE, WRITABLE_SIZE),
            Set.of("mountAt", "options", "propagation", "idmap", "managed", "pin", "pivotTo", "verify"),
            RootfsType::rootfs);

    @Override
    public Optional<Optional<Rootfs>> read(Node node, String key, Reading reading) {
        if (node instanceof Node.Mapping) {
            return MAP.read(node, key, reading);
        }
        return SOURCE.type()
                .read(node, key, reading)
                .map(source -> source.map(s -> Rootfs.of(s, false, defaultWritable(s, DEFAULT_SIZE))));
    }

    private static Optional<Rootfs> rootfs(Values values) {
        Optional<RootSource> source = values.get(SOURCE);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Writable writable = values.get(WRITABLE)
                .map(w -> w instanceof Writable.Memory ? new Writable.Memory(values.get(WRITABLE_SIZE)) : w)
                .orElse(defaultWritable(source.get(), values.get(WRITABLE_SIZE)));
        if (source.get() instanceof Host && writable instanceof Writable.Direct) {
            values.problem(WRITABLE, "rootfs.writable: the host's own root is never written to; use tmpfs or dir:PATH");
        }
        if (values.has(WRITABLE_SIZE) && !(writable instanceof Writable.Memory)) {
            values.problem(WRITABLE_SIZE, "rootfs.writableSize: only with writable: tmpfs");
        }
        return Optional.of(Rootfs.of(source.get(), values.get(READONLY), writable));
    }

    private static Writable defaultWritable(RootSource source, String size) {
        return source instanceof Host ? new Writable.Memory(size) : new Writable.Direct();
    }

    private static RootSource source(String text, Reading reading) throws WrongValue {
        if (text.equals("host")) {
            return new Host();
        }
        if (text.startsWith("dir:")) {
            return new Directory(Scalars.resolve(text.substring("dir:".length()), reading));
        }
        if (text.startsWith("overlay:")) {
            return overlay(text.substring("overlay:".length()), reading);
        }
        int colon = text.indexOf(':');
        if (colon > 0 && LATER_SOURCES.contains(text.substring(0, colon))) {
            throw new WrongValue("is not supported by this version of Cleat yet");
        }
        if (colon < 0 && (text.startsWith("/") || text.startsWith("."))) {
            throw new WrongValue("is not " + EXPECTED, List.of("dir:" + text));
        }
        throw new WrongValue("is not " + EXPECTED, WORDS);
    }

    private static Overlay overlay(String text, Reading reading) throws WrongValue {
        List<Path> layers = new ArrayList<>();
        for (String layer : text.split(":", -1)) {
            layers.add(Scalars.resolve(layer, reading));
        }
        if (layers.size() < 2) {
            throw new WrongValue("needs a lower and an upper directory, overlay:LOWER:UPPER");
        }
        int last = layers.size() - 1;
        return new Overlay(layers.subList(0, last), layers.get(last));
    }

    private static Writable writable(String text, Reading reading) throws WrongValue {
        if (text.startsWith("dir:")) {
            return new Writable.Kept(Scalars.resolve(text.substring("dir:".length()), reading));
        }
        return switch (text) {
            case "direct" -> new Writable.Direct();
            case "tmpfs" -> new Writable.Memory(DEFAULT_SIZE);
            default -> throw new WrongValue("is not direct, tmpfs or dir:PATH", List.of("direct", "tmpfs", "dir:PATH"));
        };
    }

    private static String sizeOrShare(String text, Reading reading) throws WrongValue {
        if (text.endsWith("%")) {
            return Numbers.parse(text.substring(0, text.length() - 1), 1, ALL_MEMORY)
                    .map(share -> share + "%")
                    .orElseThrow(() -> new WrongValue("is not a percentage from 1% to 100%"));
        }
        return Numbers.size(text)
                .filter(bytes -> bytes > 0)
                .map(bytes -> Long.toString(bytes))
                .orElseThrow(() -> new WrongValue("is neither a size (as 512M) nor a percentage (as 12%)"));
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        json.writeStringField("type", "string");
        json.writeStringField("pattern", "^(host$|dir:|overlay:)");
        json.writeEndObject();
        json.writeStartObject();
        MAP.schema(json);
        json.writeEndObject();
        json.writeEndArray();
    }
}
