package dev.cleat.engine.definition;

import dev.cleat.engine.api.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {

    private final Path file;
    private final List<Problem> found = new ArrayList<>();

    Problems(Path file) {
        this.file = file;
    }

    void add(Place place, String message) {
        add(place, message, Optional.empty());
    }

    void add(Place place, String message, Optional<String> suggestion) {
        found.add(new Problem(place.file(), place.line(), place.column(), Escaped.text(message), suggestion));
    }

    /** Adds a problem and the nearest of {@code known} as the suggestion. */
    void add(Place place, String message, String word, Collection<String> known) {
        add(place, message, Nearest.of(word, known));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** In file order; those of other files come after, those of arguments last. */
    List<Problem> inOrder() {
        if (found.isEmpty()) {
            return List.of(); // the usual case, on the way of every start
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(this::rank)
                        .thenComparing(
                                p -> rank(p) == Rank.OTHER_FILE ? p.file().toString() : "")
                        .thenComparing(Problem::line)
                        .thenComparing(Problem::column))
                .toList();
    }

    private enum Rank {
        FILE,
        OTHER_FILE,
        ARGUMENT
    }

    /** What an argument is called, {@code -s resources.pids}, is no absolute path. */
    private Rank rank(Problem problem) {
        if (problem.file().equals(file)) {
            return Rank.FILE;
        }
        return problem.file().isAbsolute() ? Rank.OTHER_FILE : Rank.ARGUMENT;
    }
}
