package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Node.Scalar;
import dev.cleat.engine.definition.Node.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which values hold paths that are relative to their file, and what they are without it. */
final class RelativePaths {

    private record Part(String relative, Path absolute) {}

    private final List<Part> parts = new ArrayList<>();

    // By identity: the same text elsewhere may be no path.
    private final Map<Scalar, String> absolute = new IdentityHashMap<>();

    /** A part of the value that is being read. */
    void found(String relative, Path path) {
        parts.add(new Part(relative, path));
    }

    void begin() {
        parts.clear();
    }

    /** The value was read: the parts found since {@link #begin} are in its text, in order. */
    void end(Scalar scalar) {
        if (parts.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(scalar.text());
        int from = 0;
        for (Part part : parts) {
            int at = text.indexOf(part.relative(), from);
            text.replace(at, at + part.relative().length(), part.absolute().toString());
            from = at + part.absolute().toString().length();
        }
        absolute.put(scalar, text.toString());
    }

    /** The same tree, wherever it is stored. */
    Node apply(Node node) {
        if (node instanceof Mapping mapping) {
            List<Entry> entries = new ArrayList<>();
            mapping.entries().forEach(e -> entries.add(new Entry(e.key(), e.place(), apply(e.value()))));
            return new Mapping(mapping.place(), entries);
        }
        if (node instanceof Sequence sequence) {
            return new Sequence(
                    sequence.place(), sequence.items().stream().map(this::apply).toList());
        }
        return node instanceof Scalar scalar && absolute.containsKey(scalar)
                ? new Scalar(scalar.place(), absolute.get(scalar), false)
                : node;
    }
}
