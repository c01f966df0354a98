package dev.cleat.engine.api;

import java.util.List;
import java.util.stream.Collectors;

/** A definition or an argument is wrong; every problem at once. Exit status 64. */
public final class InvalidDefinitionException extends ContainerException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDefinitionException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, null);
        this.problems = List.copyOf(problems);
    }

    /** A wrong argument that stands in no file. */
    public InvalidDefinitionException(String message, String advice) {
        super(message, advice, null);
        this.problems = List.of();
    }

    /** In file order; empty when the message is about an argument. */
    public List<Problem> problems() {
        return problems;
    }
}
