package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What of a container can be copied, with the letter that does it. */
public enum Copyable {
    NAME("n", "name", c -> Optional.of(c.name())),
    ADDRESS("a", "address", c -> Optional.empty()),
    PID("p", "pid", c -> c.pid() > 0 ? Optional.of(Long.toString(c.pid())) : Optional.empty()),
    ID("i", "id", c -> Optional.of(Column.id(c)).filter(id -> !id.isEmpty())),
    CGROUP("g", "cgroup", ContainerSummary::cgroup),
    DEFINITION("d", "definition", c -> c.definition().map(Object::toString)),
    LINE("l", "the line", c -> Optional.empty());

    private final String letter;
    private final String title;
    private final Function<ContainerSummary, Optional<String>> value;

    Copyable(String letter, String title, Function<ContainerSummary, Optional<String>> value) {
        this.letter = letter;
        this.title = title;
        this.value = value;
    }

    public String letter() {
        return letter;
    }

    public String title() {
        return title;
    }

    /** Empty when there is none, or it has to be looked up first. */
    public Optional<String> of(ContainerSummary container) {
        return value.apply(container);
    }

    /** True when it can be had of {@code container}. */
    public boolean isThere(ContainerSummary container) {
        return switch (this) {
            case ADDRESS -> container.pid() > 0;
            case LINE -> true;
            default -> of(container).isPresent();
        };
    }

    /** What the key of that name stands for. */
    public static Optional<Copyable> ofLetter(String letter) {
        return Arrays.stream(values())
                .filter(what -> what.letter.equals(letter))
                .findFirst();
    }
}
