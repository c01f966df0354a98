package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Node.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keys given as arguments, {@code resources.pids=64}: put into the tree before it is read, so they obey the same table. */
final class Overrides {

    private static final int LONGEST_KEY = 200;

    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    /** {@code root} with the value of {@code argument} in it. */
    Mapping apply(Mapping root, String argument) {
        int equals = argument.indexOf('=');
        String key = equals < 0 ? argument : argument.substring(0, equals);
        Place place = Place.whole(label(key));
        if (equals <= 0) {
            problems.add(place, "is not KEY=VALUE (as resources.pids=64)");
            return root;
        }
        if (key.length() > LONGEST_KEY || Arrays.asList(key.split("\\.", -1)).contains("")) {
            problems.add(place, "\"" + key + "\" is not a key (as resources.pids)");
            return root;
        }
        String text = argument.substring(equals + 1);
        int before = problems.count();
        Optional<Node> value = text.isBlank()
                ? Optional.of(new Scalar(place, "", true))
                : YamlTree.parse(text, location -> place, problems);
        if (value.isEmpty() && problems.count() == before) {
            value = Optional.of(new Scalar(place, "", true));
        }
        return value.map(node -> put(root, path(key), node, place, Optional.of(DefinitionKeys.DEFINITION)))
                .orElse(root);
    }

    /** {@code root} with the container's name replaced. */
    Mapping name(Mapping root, String name) {
        Place place = Place.whole(label("name"));
        return put(root, List.of("name"), new Scalar(place, name, false), place, Optional.empty());
    }

    /** The parts of a dotted key; what follows a map with free keys is one key, dots and all: {@code labels.org.example}. */
    private static List<String> path(String key) {
        List<String> parts = new ArrayList<>();
        Optional<Type<?>> type = Optional.of(DefinitionKeys.DEFINITION);
        String rest = key;
        while (rest.indexOf('.') >= 0 && !(type.orElse(null) instanceof MapOf)) {
            String part = rest.substring(0, rest.indexOf('.'));
            parts.add(part);
            rest = rest.substring(part.length() + 1);
            type = type.flatMap(t -> below(t, part));
        }
        parts.add(rest);
        return parts;
    }

    /** What {@code part} of {@code type} is read as, if that is known. */
    static Optional<Type<?>> below(Type<?> type, String part) {
        Type<?> map = type instanceof ShortOr<?> either ? either.map() : type;
        return map instanceof Section<?> section
                ? section.find(part).map(key -> key.type().itself())
                : Optional.empty();
    }

    /** @param type what {@code mapping} is read as, if known */
    private static Mapping put(Mapping mapping, List<String> path, Node value, Place place, Optional<Type<?>> type) {
        String key = path.get(0);
        Node inner = value;
        if (path.size() > 1) {
            Optional<Type<?>> innerType = type.flatMap(t -> below(t, key));
            Mapping below = mapping.find(key)
                    .map(entry -> asMapping(entry.value(), innerType))
                    .orElse(new Mapping(place, List.of()));
            inner = put(below, path.subList(1, path.size()), value, place, innerType);
        }
        List<Entry> entries = new ArrayList<>(mapping.entries());
        entries.removeIf(entry -> entry.key().equals(key));
        entries.add(new Entry(key, path.size() > 1 ? keyPlace(mapping, key, place) : place, inner));
        return new Mapping(mapping.place(), entries);
    }

    /** A short form opens up, so that {@code rootfs: host} takes {@code rootfs.readonly=true}. */
    static Mapping asMapping(Node node, Optional<Type<?>> type) {
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        boolean isAlone = node instanceof Scalar scalar && !scalar.isNull();
        return type.isPresent() && type.get() instanceof ShortOr<?> either && isAlone
                ? new Mapping(node.place(), List.of(new Entry(either.key(), node.place(), node)))
                : new Mapping(node.place(), List.of());
    }

    private static Place keyPlace(Mapping mapping, String key, Place otherwise) {
        return mapping.find(key).map(Entry::place).orElse(otherwise);
    }

    /** How a message names the argument. */
    private static Path label(String key) {
        try {
            String safe = Escaped.text(key);
            return Path.of("-s " + (safe.length() > LONGEST_KEY ? safe.substring(0, LONGEST_KEY) : safe));
        } catch (InvalidPathException cannotBeEncoded) {
            return Path.of("-s");
        }
    }
}
