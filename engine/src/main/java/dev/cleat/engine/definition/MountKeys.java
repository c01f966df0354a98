package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Placed.At;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of one entry of {@code mounts:}. */
final class MountKeys {

    /** Before a path inside the container's root. */
    static final String IN_ROOT = "root:";

    private static final Key<String> TYPE = Key.required(
            "type", FileSystems.TYPE, "tmpfs", "bind, tmpfs, overlay or another file system of the kernel");
    private static final Key<Optional<Source>> SOURCE = Key.maybe(
            "source",
            new ScalarType<>("a path or what the file system takes", MountKeys::source, Shape.TEXT),
            "bind: file or directory on the host, relative to this file, or root:PATH; others: as in mount(8)");
    private static final Key<String> TARGET =
            Key.required("target", Scalars.insidePath(), "/", "absolute path in the container");
    private static final Key<List<At<String>>> OPTIONS = Key.of(
            "options",
            ListOf.of(new Placed<>(
                    new ScalarType<>("a mount option", (text, reading) -> Scalars.withoutControls(text), Shape.TEXT))),
            List.of(),
            "as in mount(8): " + MountOptions.words() + "; with r before it, as rro, for what is mounted below too;"
                    + " others than bind: what the file system takes, as size=64M");
    private static final Key<Propagation> PROPAGATION =
            Key.of("propagation", Scalars.word(Propagations.WORDS), Propagation.PRIVATE, "mount_namespaces(7)");
    private static final Key<OnMissing> ON_MISSING_SOURCE = Key.of(
            "onMissingSource",
            Scalars.word(Map.of(
                    "error", OnMissing.ERROR,
                    "skip", OnMissing.SKIP,
                    "create-dir", OnMissing.CREATE_DIRECTORY,
                    "create-file", OnMissing.CREATE_FILE)),
            OnMissing.ERROR,
            "when the source is not there");
    private static final Key<OnMissing> ON_MISSING_TARGET = Key.of(
            "onMissingTarget",
            Scalars.word(Map.of(
                    "error", OnMissing.ERROR,
                    "skip", OnMissing.SKIP,
                    "create-dir", OnMissing.CREATE_DIRECTORY,
                    "create-file", OnMissing.CREATE_FILE,
                    "create", OnMissing.CREATE)),
            OnMissing.CREATE,
            "when the target is not there; create: a file or a directory, as the source is");
    private static final Key<Boolean> OPTIONAL =
            Key.of("optional", Scalars.flag(), false, "the same as onMissingSource: skip");
    private static final Key<Boolean> MERGE = Key.of(
            "merge",
            Scalars.flag(),
            false,
            "bind of a file: its directory is mounted aside, a symbolic link leads there");
    private static final Key<Boolean> COPY_UP =
            Key.of("copyUp", Scalars.flag(), false, "tmpfs: begins with what the root has there");
    private static final Key<List<String>> LOWER = Key.of(
            "lower",
            ListOf.of(new ScalarType<>("a path or root:PATH", MountKeys::layer, Shape.TEXT)),
            List.of(),
            "overlay: directories of the host, or root:PATH, topmost first");
    private static final Key<Optional<Path>> UPPER = Key.of(
            "upper",
            new WordOr<>(
                    Map.of("tmp", Optional.<Path>empty()), Scalars.hostPath().map(Optional::of)),
            Optional.empty(),
            "overlay: directory of the host where writes go, or tmp (memory, gone at the end)");

    /** One mount. An entry that has {@code raw} or {@code fstab} is read elsewhere; here they are for suggestions. */
    static final Section<List<Mount>> SECTION = new Section<>(
            List.of(
                    TYPE,
                    SOURCE,
                    TARGET,
                    OPTIONS,
                    PROPAGATION,
                    ON_MISSING_SOURCE,
                    ON_MISSING_TARGET,
                    OPTIONAL,
                    MERGE,
                    COPY_UP,
                    LOWER,
                    UPPER,
                    IdmapKeys.OF_A_MOUNT),
            Set.of(MountType.RAW_NAME, MountType.FILE_NAME),
            values -> List.of(mount(values)));

    private MountKeys() {}

    /**
     * A source before it is known what kind of mount it is for.
     *
     * @param path as a path on the host
     */
    private record Source(String text, Path path) {
        boolean isInRoot() {
            return text.startsWith(IN_ROOT);
        }
    }

    private static Mount mount(Values values) {
        String type = values.get(TYPE);
        boolean isBind = type.equals(Mount.BIND);
        MountOptions options = new MountOptions(type, values.reading().problems());
        if (values.isRight(TYPE)) {
            reportContradictions(type, values);
            List<At<String>> words = values.get(OPTIONS);
            for (int i = 0; i < words.size(); i++) {
                options.add(words.get(i), values.path(OPTIONS) + "[" + i + "]: ");
            }
        }
        boolean isInRoot = isBind && values.get(SOURCE).map(Source::isInRoot).orElse(false);
        return new Mount(
                type,
                values.get(SOURCE).map(source -> isBind ? bindSource(source) : source.text()),
                isInRoot,
                values.get(TARGET),
                options.attributes(),
                options.parameters(),
                values.get(PROPAGATION),
                values.get(OPTIONAL) ? OnMissing.SKIP : values.get(ON_MISSING_SOURCE),
                values.get(ON_MISSING_TARGET),
                values.get(MERGE),
                values.get(COPY_UP),
                values.get(LOWER),
                values.get(UPPER),
                values.get(IdmapKeys.OF_A_MOUNT));
    }

    private static void reportContradictions(String type, Values values) {
        if (type.equals(Mount.BIND) && !values.has(SOURCE)) {
            values.problem(SOURCE, "a bind mount needs a source");
        }
        if (Set.of("tmpfs", "overlay").contains(type) && values.has(SOURCE)) {
            values.problem(SOURCE, (type.equals("tmpfs") ? "a tmpfs" : "an overlay") + " mount has no source");
        }
        if (type.equals("overlay") && values.get(LOWER).isEmpty() && (!values.has(LOWER) || values.isRight(LOWER))) {
            values.problem(LOWER, "an overlay mount needs a lower directory");
        }
        reportOnlyFor(Mount.BIND, MERGE, type, values);
        reportOnlyFor("tmpfs", COPY_UP, type, values);
        reportOnlyFor("overlay", LOWER, type, values);
        reportOnlyFor("overlay", UPPER, type, values);
        if (values.isRight(TARGET) && values.get(TARGET).equals("/")) {
            values.problem(TARGET, "the root itself is described by rootfs:, not by a mount on /");
        }
        if (values.isRight(TARGET)) {
            MountTargets.refusal(type, values.get(TARGET))
                    .ifPresent(refusal -> values.problem(TARGET, values.path(TARGET) + ": " + refusal));
        }
        if (values.has(OPTIONAL) && values.has(ON_MISSING_SOURCE)) {
            values.problem(
                    OPTIONAL, values.path(OPTIONAL) + ": is another form of onMissingSource: skip; give one of them");
        }
        if (values.get(IdmapKeys.OF_A_MOUNT).mode() == Idmap.Mode.AUTO) {
            String need = values.path(IdmapKeys.OF_A_MOUNT) + ": needs a user namespace of its own";
            values.needsOwn(NamespaceType.USER, IdmapKeys.OF_A_MOUNT, need);
        }
    }

    private static void reportOnlyFor(String right, Key<?> key, String type, Values values) {
        if (values.has(key) && !type.equals(right)) {
            values.problem(key, values.path(key) + ": only with type: " + right);
        }
    }

    private static Source source(String text, Reading reading) throws WrongValue {
        if (text.startsWith(IN_ROOT)) {
            return new Source(IN_ROOT + Scalars.inside("/" + text.substring(IN_ROOT.length())), Path.of("/"));
        }
        return new Source(text, Scalars.resolve(text, reading));
    }

    private static String bindSource(Source source) {
        return source.isInRoot()
                ? source.text().substring(IN_ROOT.length())
                : source.path().toString();
    }

    private static String layer(String text, Reading reading) throws WrongValue {
        return text.startsWith(IN_ROOT)
                ? IN_ROOT + Scalars.inside("/" + text.substring(IN_ROOT.length()))
                : Scalars.resolve(text, reading).toString();
    }
}
