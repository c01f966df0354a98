package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which containers or definitions are shown. A regular expression, found anywhere in name, state or runtime (of a
 * definition: name, state or description), small letters like capitals; {@code !x} shows what {@code x} does not. What is no valid expression is searched for as it stands.
 *
 * @param text as typed; empty shows everything
 */
public record Filter(String text) {

    public static final Filter NONE = new Filter("");

    public boolean isActive() {
        return !expression().isEmpty();
    }

    /** True when the text is no valid regular expression and is taken literally. */
    public boolean isPlain() {
        try {
            Pattern.compile(expression());
            return false;
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    /** For containers; compiled once for a whole list. */
    public Predicate<ContainerSummary> containers() {
        Predicate<String> found = found();
        return container -> shows(
                found,
                container.name(),
                container.state().name(),
                container.runtime().jsonName());
    }

    /** For rows of another list, found in any of {@code texts}; compiled once for a whole list. */
    public <R> Predicate<R> of(Function<R, List<String>> texts) {
        Predicate<String> found = found();
        return row -> !isActive() || texts.apply(row).stream().anyMatch(found) != isInverse();
    }

    private boolean shows(Predicate<String> found, String... texts) {
        return !isActive() || Stream.of(texts).anyMatch(found) != isInverse();
    }

    private Predicate<String> found() {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return Pattern.compile(expression(), isPlain() ? flags | Pattern.LITERAL : flags)
                .asPredicate();
    }

    private boolean isInverse() {
        return text.startsWith("!");
    }

    private String expression() {
        return isInverse() ? text.substring(1) : text;
    }
}
