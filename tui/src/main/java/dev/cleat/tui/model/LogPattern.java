package dev.cleat.tui.model;

import dev.cleat.engine.api.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is looked for in a log or in the rows of a list: a regular expression, small letters like capitals; what is none is taken as it stands.
 *
 * <p>The lines come from a container. One on which the expression would take for ever counts as one without a match.
 */
public final class LogPattern {

    /** A piece of a line, characters. */
    public record Hit(int start, int end) {}

    private final Pattern pattern;
    private final boolean isInverse;
    private final Optional<String> problem;

    private LogPattern(Pattern pattern, boolean isInverse, Optional<String> problem) {
        this.pattern = pattern;
        this.isInverse = isInverse;
        this.problem = problem;
    }

    /** To mark matches: {@code !} is a character like others. */
    public static LogPattern search(String text) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return new LogPattern(Pattern.compile(text, flags), false, Optional.empty());
        } catch (PatternSyntaxException e) {
            return new LogPattern(Pattern.compile(text, flags | Pattern.LITERAL), false, Optional.of(reason(e)));
        }
    }

    /** To choose lines: a leading {@code !} turns it round. */
    public static LogPattern filter(String text) {
        LogPattern found = search(text.startsWith("!") ? text.substring(1) : text);
        return new LogPattern(found.pattern, text.startsWith("!"), found.problem);
    }

    private static String reason(PatternSyntaxException e) {
        String text = e.getDescription();
        return text.isEmpty() ? "?" : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** True when the text is no valid expression. */
    public boolean isPlain() {
        return problem.isPresent();
    }

    /** Why it is none, as a clause. */
    public Optional<String> problem() {
        return problem;
    }

    public boolean accepts(String line) {
        try {
            return pattern.matcher(new BoundedText(line)).find() != isInverse;
        } catch (BoundedText.TooManyStepsException | StackOverflowError e) {
            return isInverse;
        }
    }

    /** Where it is found, from the left; empty matches are left out. */
    public List<Hit> hits(String line) {
        List<Hit> hits = new ArrayList<>();
        try {
            Matcher matcher = pattern.matcher(new BoundedText(line));
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    hits.add(new Hit(matcher.start(), matcher.end()));
                }
            }
        } catch (BoundedText.TooManyStepsException | StackOverflowError e) {
            return List.of();
        }
        return hits;
    }
}
