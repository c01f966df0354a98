package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.RootSource.Image;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code rootfs:}. */
final class RootfsKeys {

    private static final String DEFAULT_SIZE = "12%";
    private static final int ALL_MEMORY = 100;

    private static final Key<Optional<RootSource>> SOURCE = Key.required(
            "source",
            new Maybe<>(RootSources.TYPE),
            Optional.empty(),
            RootSources.TYPE.expected() + "; relative to this file, the topmost lower directory first");
    private static final Key<Boolean> READONLY =
            Key.of("readonly", Scalars.flag(), false, "nothing can be written to the root");
    private static final Key<Optional<Writable>> WRITABLE = Key.maybe(
            "writable",
            new ScalarType<>(
                    "direct, tmpfs or dir:PATH", RootfsKeys::writable, Shape.pattern("^(direct|tmpfs|dir:.+)$")),
            "where writes go: direct (into the source), tmpfs (memory, gone at the end), dir:PATH (kept there)");
    private static final Key<String> WRITABLE_SIZE = Key.of(
            "writableSize",
            new ScalarType<>("a size or a percentage", RootfsKeys::sizeOrShare, Shape.of("string", "integer")),
            DEFAULT_SIZE,
            "most memory that writable: tmpfs takes, as 512M or 12%");
    private static final Key<List<String>> OPTIONS = Key.of(
            "options",
            ListOf.of(Scalars.matching(
                    "one mount option (no blanks, no commas)",
                    "^[^,\\s]+$",
                    text -> !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || Character.isWhitespace(c)))),
            List.of(),
            "extra options of the root's mount, as in mount(8)");
    private static final Key<Optional<Propagation>> PROPAGATION = Key.maybe(
            "propagation", Scalars.word(Propagations.WORDS), "of the root's mount inside; mount_namespaces(7)");
    private static final Key<Boolean> IDMAP = Key.of(
            "idmap",
            new ScalarType<>(
                    "none or container",
                    (text, reading) -> isIdmapped(text),
                    Shape.words(List.of("container", "none"))),
            false,
            "container: its files appear with the container's ids; mount_setattr(2)");
    private static final Key<Optional<Boolean>> PIN = Key.of(
            "pin",
            Scalars.word(
                    Map.of("auto", Optional.<Boolean>empty(), "true", Optional.of(true), "false", Optional.of(false))),
            Optional.empty(),
            "keep the container from making the host's file system read-only");
    private static final Section<Optional<Rootfs>> MAP = new Section<>(
            List.of(SOURCE, READONLY, WRITABLE, WRITABLE_SIZE, OPTIONS, PROPAGATION, IDMAP, PIN),
            Set.of("mountAt", "managed", "pivotTo", "verify"),
            RootfsKeys::rootfs);

    static final Key<Optional<Rootfs>> KEY = Key.of(
            "rootfs",
            new ShortOr<>(
                    SOURCE.name(),
                    RootSources.TYPE.map(
                            source -> Optional.of(Rootfs.of(source, false, defaultWritable(source, DEFAULT_SIZE)))),
                    MAP),
            Optional.empty(),
            RootSources.TYPE.expected() + ", or a map with source and more");

    private RootfsKeys() {}

    private static Optional<Rootfs> rootfs(Values values) {
        Optional<RootSource> source = values.get(SOURCE);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Writable writable = values.get(WRITABLE)
                .map(w -> w instanceof Writable.Memory ? new Writable.Memory(values.get(WRITABLE_SIZE)) : w)
                .orElse(defaultWritable(source.get(), values.get(WRITABLE_SIZE)));
        reportContradictions(values, source.get(), writable);
        return Optional.of(new Rootfs(
                source.get(),
                values.get(READONLY),
                writable,
                values.get(OPTIONS),
                values.get(PROPAGATION),
                values.get(IDMAP),
                values.get(PIN)));
    }

    private static void reportContradictions(Values values, RootSource source, Writable writable) {
        if (writable instanceof Writable.Direct && isNeverWritten(source)) {
            String what = source instanceof Host ? "the host's own root" : "a squashfs";
            values.problem(WRITABLE, "rootfs.writable: " + what + " is never written to; use tmpfs or dir:PATH");
        }
        if (values.has(WRITABLE_SIZE) && !(writable instanceof Writable.Memory)) {
            values.problem(WRITABLE_SIZE, "rootfs.writableSize: only with writable: tmpfs");
        }
        if (values.get(IDMAP)) {
            values.needsOwn(NamespaceType.USER, IDMAP, "rootfs.idmap: needs a user namespace of its own");
        }
    }

    private static Writable defaultWritable(RootSource source, String size) {
        return isNeverWritten(source) ? new Writable.Memory(size) : new Writable.Direct();
    }

    private static boolean isNeverWritten(RootSource source) {
        return source instanceof Host
                || source instanceof Image image && image.fileSystem().equals(Optional.of(RootSources.SQUASHFS));
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

    private static boolean isIdmapped(String text) throws WrongValue {
        return switch (text) {
            case "none" -> false;
            case "container" -> true;
            default -> {
                if (text.indexOf('/') >= 0) {
                    throw new WrongValue("is not supported by this version of Cleat yet: use none or container");
                }
                throw new WrongValue("is not none or container", List.of("none", "container"));
            }
        };
    }
}
