package dev.cleat.engine.definition;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.definition.Node.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a definition file: the whole of it is right, or every problem is told at once. */
public final class DefinitionReader {

    /** The name of a stored definition's file; its container is named after the directory. */
    public static final String STORED_FILE = "container.yaml";

    private final DefinitionFiles files;

    /** @param files where the text comes from */
    public DefinitionReader(DefinitionFiles files) {
        this.files = files;
    }

    /**
     * Reads {@code file}.
     *
     * @param name the container's name instead of the one the file gives; empty: the file's
     * @param overrides {@code KEY=VALUE} with dotted keys, applied in order; values are YAML
     *     <p><b>Errors.</b> {@link InvalidDefinitionException} with every problem, in file order, those of arguments last.
     */
    public Definition read(Path file, Optional<String> name, List<String> overrides) throws InvalidDefinitionException {
        Result result = result(file, name, overrides);
        if (result.definition().isEmpty()) {
            throw new InvalidDefinitionException(result.problems());
        }
        return result.definition().get();
    }

    /** Reads {@code file} as it is. */
    public Definition read(Path file) throws InvalidDefinitionException {
        return read(file, Optional.empty(), List.of());
    }

    /** Every problem of {@code file}, in file order; empty when it is right. */
    public List<Problem> lint(Path file) {
        return tryRead(file).problems();
    }

    /** Reads {@code file} as it is, right or not. */
    public Result tryRead(Path file) {
        return result(file, Optional.empty(), List.of());
    }

    /** A definition, or the problems that stand against it. */
    public record Result(Optional<Definition> definition, List<Problem> problems) {}

    private Result result(Path file, Optional<String> name, List<String> overrides) {
        Problems problems = new Problems(file);
        Optional<Definition> definition = whole(file, name, overrides, problems).flatMap(Whole::definition);
        return new Result(definition.filter(d -> problems.isEmpty()), problems.inOrder());
    }

    /** @param definition empty when something is wrong that leaves nothing to make one of */
    private record Whole(Mapping tree, Reading reading, Optional<Definition> definition) {}

    private Optional<Whole> whole(Path file, Optional<String> name, List<String> overrides, Problems problems) {
        return DefinitionFile.read(file, files, problems)
                .flatMap(text -> mapping(text, file, problems))
                .map(own -> whole(own, file, name, overrides, problems));
    }

    private Whole whole(Mapping own, Path file, Optional<String> name, List<String> overrides, Problems problems) {
        Path absolute = file.toAbsolutePath().normalize();
        Contradictions contradictions = new Contradictions();
        Reading reading = new Reading(
                absolute,
                absolute.getParent(),
                defaultName(absolute),
                files,
                problems,
                contradictions,
                new RelativePaths());
        Overrides arguments = new Overrides(problems);
        Mapping tree = new Includes(reading).whole(own, absolute);
        for (String override : overrides) {
            tree = arguments.apply(tree, override);
        }
        if (name.isPresent()) {
            tree = arguments.name(tree, name.get());
        }
        Optional<Definition> definition = DefinitionKeys.DEFINITION.read(tree, "", reading);
        definition.ifPresent(complete -> contradictions.report(complete, problems));
        return new Whole(tree, reading, definition);
    }

    /**
     * The text of a file that says by itself, wherever it is, what {@link #read(Path, Optional, List)} makes of {@code file}
     * and arguments.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} as there.
     */
    public String text(Path file, Optional<String> name, List<String> overrides) throws InvalidDefinitionException {
        Problems problems = new Problems(file);
        Optional<Whole> whole = whole(file, name, overrides, problems);
        if (whole.isEmpty() || !problems.isEmpty()) {
            throw new InvalidDefinitionException(problems.inOrder());
        }
        try {
            return YamlText.of(
                    whole.get().reading().relativePaths().apply(whole.get().tree()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
    }

    static Optional<Mapping> mapping(String text, Path file, Problems problems) {
        return mapping(text, file, "a definition", problems);
    }

    /** @param what the file is called in messages */
    static Optional<Mapping> mapping(String text, Path file, String what, Problems problems) {
        int before = problems.count();
        Optional<Node> root = YamlTree.parse(
                text, at -> new Place(file, Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0)), problems);
        if (root.isEmpty() && problems.count() == before) {
            problems.add(Place.whole(file), "holds comments only");
        }
        return root.flatMap(node -> asMapping(node, what, problems));
    }

    private static Optional<Mapping> asMapping(Node node, String what, Problems problems) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(node.place(), what + " must be a map of keys, not " + node.kind());
        return Optional.empty();
    }

    /** The directory's name for a stored definition, else the file's name without its ending. */
    public static String defaultName(Path file) {
        String base = file.getFileName().toString();
        Path directory = file.getParent().getFileName();
        if (base.equals(STORED_FILE) && directory != null) {
            return directory.toString();
        }
        int dot = base.lastIndexOf('.');
        return dot > 0 ? base.substring(0, dot) : base;
    }
}
