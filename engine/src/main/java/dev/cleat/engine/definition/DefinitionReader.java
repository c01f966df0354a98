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
        Optional<Definition> definition = read(file, name, overrides, problems);
        return new Result(definition.filter(d -> problems.isEmpty()), problems.inOrder());
    }

    private Optional<Definition> read(Path file, Optional<String> name, List<String> overrides, Problems problems) {
        Optional<Mapping> tree = tree(file, name, overrides, problems);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        Mapping complete = tree.get();
        Path absolute = file.toAbsolutePath().normalize();
        Contradictions contradictions = new Contradictions();
        Reading reading =
                new Reading(absolute, absolute.getParent(), defaultName(absolute), files, problems, contradictions);
        Optional<Definition> definition = DefinitionKeys.DEFINITION.read(complete, "", reading);
        definition.ifPresent(whole -> contradictions.report(whole, problems));
        return definition;
    }

    private Optional<Mapping> tree(Path file, Optional<String> name, List<String> overrides, Problems problems) {
        Overrides arguments = new Overrides(problems);
        return DefinitionFile.read(file, files, problems)
                .flatMap(text -> mapping(text, file, problems))
                .map(tree -> {
                    Mapping complete = tree;
                    for (String override : overrides) {
                        complete = arguments.apply(complete, override);
                    }
                    return name.isPresent() ? arguments.name(complete, name.get()) : complete;
                });
    }

    /**
     * The text of a file that says by itself what {@link #read(Path, Optional, List)} makes of {@code file} and arguments.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} as there.
     */
    public String text(Path file, Optional<String> name, List<String> overrides) throws InvalidDefinitionException {
        read(file, name, overrides);
        Mapping tree = tree(file, name, overrides, new Problems(file)).orElseThrow();
        try {
            return YamlText.of(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
    }

    private static Optional<Mapping> mapping(String text, Path file, Problems problems) {
        int before = problems.count();
        Optional<Node> root = YamlTree.parse(
                text, at -> new Place(file, Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0)), problems);
        if (root.isEmpty() && problems.count() == before) {
            problems.add(Place.whole(file), "holds comments only");
        }
        return root.flatMap(node -> asMapping(node, problems));
    }

    private static Optional<Mapping> asMapping(Node node, Problems problems) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(node.place(), "a definition must be a map of keys, not " + node.kind());
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
