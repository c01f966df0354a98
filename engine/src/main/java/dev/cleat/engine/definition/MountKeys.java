package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of one entry of {@code mounts:}. */
final class MountKeys {

    private static final Map<String, MountOption> FLAGS =
            Arrays.stream(MountOption.values()).collect(Collectors.toMap(MountOption::word, o -> o));
    private static final List<String> PARAMETERS = List.of("size", "mode", "uid", "gid", "nr_inodes");

    private static final Key<String> TYPE =
            Key.required("type", Scalars.word(Map.of("bind", "bind", "tmpfs", "tmpfs")), "tmpfs", "what is mounted");
    private static final Key<Optional<Path>> SOURCE = Key.of(
            "source",
            new Maybe<>(Scalars.hostPath()),
            Optional.empty(),
            "bind: file or directory on the host, relative to this file");
    private static final Key<String> TARGET =
            Key.required("target", Scalars.insidePath(), "/", "absolute path in the container");
    private static final Key<List<Option>> OPTIONS = Key.of(
            "options",
            ListOf.of(new ScalarType<>("a mount option", MountKeys::option, Shape.TEXT)),
            List.of(),
            "as in mount(8): " + words() + "; tmpfs also: size=, mode=, uid=, gid=, nr_inodes=");
    private static final Key<Propagation> PROPAGATION =
            Key.of("propagation", Scalars.word(propagations()), Propagation.PRIVATE, "mount_namespaces(7)");
    private static final Key<OnMissing> ON_MISSING_SOURCE = Key.of(
            "onMissingSource",
            Scalars.word(
                    Map.of("error", OnMissing.ERROR, "skip", OnMissing.SKIP, "create-dir", OnMissing.CREATE_DIRECTORY)),
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

    /** One mount. */
    static final Section<Mount> SECTION = new Section<>(
            List.of(TYPE, SOURCE, TARGET, OPTIONS, PROPAGATION, ON_MISSING_SOURCE, ON_MISSING_TARGET),
            Set.of("merge", "copyUp", "lower", "upper", "idmap", "optional", "raw", "fstab"),
            MountKeys::mount);

    private MountKeys() {}

    /** {@code key} or {@code key=value}. */
    private record Option(String key, Optional<String> value) {}

    private static Mount mount(Values values) {
        String type = values.get(TYPE);
        if (values.isRight(TYPE)) {
            reportContradictions(type, values);
        }
        EnumSet<MountOption> options = EnumSet.noneOf(MountOption.class);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Option option : values.get(OPTIONS)) {
            option.value()
                    .ifPresentOrElse(
                            value -> parameters.put(option.key(), value), () -> options.add(FLAGS.get(option.key())));
        }
        return new Mount(
                type,
                values.get(SOURCE).map(Path::toString),
                false,
                values.get(TARGET),
                options,
                parameters,
                values.get(PROPAGATION),
                values.get(ON_MISSING_SOURCE),
                values.get(ON_MISSING_TARGET),
                false,
                false,
                List.of(),
                Optional.empty(),
                Idmap.NONE);
    }

    private static void reportContradictions(String type, Values values) {
        boolean isBind = type.equals(Mount.BIND);
        if (isBind && !values.has(SOURCE)) {
            values.problem(SOURCE, "a bind mount needs a source");
        }
        if (!isBind && values.has(SOURCE)) {
            values.problem(SOURCE, "a tmpfs mount has no source");
        }
        if (values.isRight(TARGET) && values.get(TARGET).equals("/")) {
            values.problem(TARGET, "the root itself is described by rootfs:, not by a mount on /");
        }
        for (Option option : values.get(OPTIONS)) {
            if (isBind && option.value().isPresent()) {
                values.problem(OPTIONS, "option \"" + option.key() + "=\" is for tmpfs only");
            }
            if (!isBind && option.key().endsWith("bind")) {
                values.problem(OPTIONS, "option \"" + option.key() + "\" is for bind mounts only");
            }
        }
    }

    private static Option option(String text, Reading reading) throws WrongValue {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return flag(text);
        }
        String key = text.substring(0, equals);
        String value = text.substring(equals + 1);
        boolean isKnown = PARAMETERS.contains(key);
        boolean isRight = key.equals("size")
                ? value.endsWith("%") ? isShare(value) : Numbers.size(value).isPresent()
                : value.length() <= 10 && Numbers.isDigits(value);
        if (!isKnown || !isRight) {
            throw new WrongValue("is not a mount option of Cleat", isKnown ? List.of() : suggestions());
        }
        return new Option(key, Optional.of(key.equals("size") ? bytes(value) : value));
    }

    private static Option flag(String text) throws WrongValue {
        if (text.equals("dev")) {
            throw new WrongValue("is not supported by this version of Cleat yet: every mount is nodev");
        }
        if (!FLAGS.containsKey(text)) {
            throw new WrongValue("is not a mount option of Cleat", suggestions());
        }
        return new Option(text, Optional.empty());
    }

    private static boolean isShare(String value) {
        return Numbers.parse(value.substring(0, value.length() - 1), 1, 100).isPresent();
    }

    private static String bytes(String value) {
        return Numbers.size(value).map(bytes -> Long.toString(bytes)).orElse(value);
    }

    private static List<String> suggestions() {
        List<String> known = new ArrayList<>(FLAGS.keySet());
        PARAMETERS.forEach(parameter -> known.add(parameter + "="));
        return known;
    }

    private static String words() {
        return Arrays.stream(MountOption.values()).map(MountOption::word).collect(Collectors.joining(", "));
    }

    private static Map<String, Propagation> propagations() {
        Map<String, Propagation> words = new LinkedHashMap<>();
        for (Propagation propagation : Propagation.values()) {
            String word = propagation.name().toLowerCase(java.util.Locale.ROOT);
            words.put(word, propagation);
            words.put("r" + word, propagation);
        }
        return words;
    }
}
