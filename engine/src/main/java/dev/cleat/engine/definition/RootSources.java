package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.RootSource.Directory;
import dev.cleat.engine.definition.Definition.RootSource.Host;
import dev.cleat.engine.definition.Definition.RootSource.Image;
import dev.cleat.engine.definition.Definition.RootSource.Overlay;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a root directory can be made of, as text: {@code dir:PATH} and its kin. */
final class RootSources {

    /** {@link Image#fileSystem} of {@code squashfs:FILE}. */
    static final String SQUASHFS = "squashfs";

    private static final String EXPECTED =
            "host, dir:PATH, overlay:LOWER:UPPER, loop:FILE, squashfs:FILE or block:DEVICE";
    private static final List<String> WORDS =
            List.of("host", "dir:PATH", "overlay:LOWER:UPPER", "loop:FILE", "squashfs:FILE", "block:DEVICE");

    /** Kinds of the full format that this version does not have. */
    private static final Set<String> LATER = Set.of("nbd", "btrfs", "zfs", "lvm", "rbd", "image");

    static final ScalarType<RootSource> TYPE = new ScalarType<>(
            EXPECTED,
            RootSources::source,
            new Shape(List.of("string"), List.of(), "^(host$|dir:|overlay:|loop:|squashfs:|block:)"));

    private RootSources() {}

    private static RootSource source(String text, Reading reading) throws WrongValue {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        switch (text.substring(0, Math.max(colon, 0))) {
            case "dir":
                return new Directory(Scalars.resolve(rest, reading));
            case "overlay":
                return overlay(rest, reading);
            case "loop":
            case "block":
                return new Image(Scalars.resolve(rest, reading), Optional.empty());
            case SQUASHFS:
                return new Image(Scalars.resolve(rest, reading), Optional.of(SQUASHFS));
            default:
                return withoutPath(text, colon);
        }
    }

    private static RootSource withoutPath(String text, int colon) throws WrongValue {
        if (text.equals("host")) {
            return new Host();
        }
        if (colon > 0 && LATER.contains(text.substring(0, colon))) {
            throw new WrongValue(
                    "is not supported by this version of Cleat yet; mount it on the host and use dir:PATH");
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
}
