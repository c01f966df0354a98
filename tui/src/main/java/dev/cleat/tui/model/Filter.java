package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which containers are shown. A regular expression, found anywhere in name, state or runtime, small letters like
 * capitals; {@code !x} shows what {@code x} does not. What is no valid expression is searched for as it stands.
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

    /** Compiled once for a whole list. */
    public Predicate<ContainerSummary> predicate() {
        if (!isActive()) {
            return container -> true;
        }
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        Pattern pattern = Pattern.compile(expression(), isPlain() ? flags | Pattern.LITERAL : flags);
        Predicate<ContainerSummary> found =
                container -> pattern.matcher(container.name()).find()
                        || pattern.matcher(container.state().name().toLowerCase(Locale.ROOT))
                                .find()
                        || pattern.matcher(container.runtime().jsonName()).find();
        return isInverse() ? found.negate() : found;
    }

    private boolean isInverse() {
        return text.startsWith("!");
    }

    private String expression() {
        return isInverse() ? text.substring(1) : text;
    }
}
