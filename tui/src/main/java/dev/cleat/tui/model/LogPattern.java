package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is looked for in a log: a regular expression, small letters like capitals; what is none is taken as it stands.
 *
 * <p>The lines come from a container. One on which the expression would take for ever counts as one without a match.
 */
public final class LogPattern {

    /** A piece of a line, characters. */
    public record Hit(int start, int end) {}

    /** More than an expression needs that is not caught in itself. */
    private static final int MOST_STEPS = 2_000_000;

    private final Pattern pattern;
    private final boolean isInverse;
    private final boolean isPlain;

    private LogPattern(Pattern pattern, boolean isInverse, boolean isPlain) {
        this.pattern = pattern;
        this.isInverse = isInverse;
        this.isPlain = isPlain;
    }

    /** To mark matches: {@code !} is a character like others. */
    public static LogPattern search(String text) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return new LogPattern(Pattern.compile(text, flags), false, false);
        } catch (PatternSyntaxException e) {
            return new LogPattern(Pattern.compile(text, flags | Pattern.LITERAL), false, true);
        }
    }

    /** To choose lines: a leading {@code !} turns it round. */
    public static LogPattern filter(String text) {
        LogPattern found = search(text.startsWith("!") ? text.substring(1) : text);
        return new LogPattern(found.pattern, text.startsWith("!"), found.isPlain);
    }

    /** True when the text is no valid expression. */
    public boolean isPlain() {
        return isPlain;
    }

    public boolean accepts(String line) {
        try {
            return pattern.matcher(new Bounded(line)).find() != isInverse;
        } catch (TooLongException | StackOverflowError e) {
            return isInverse;
        }
    }

    /** Where it is found, from the left; empty matches are left out. */
    public List<Hit> hits(String line) {
        List<Hit> hits = new ArrayList<>();
        try {
            Matcher matcher = pattern.matcher(new Bounded(line));
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    hits.add(new Hit(matcher.start(), matcher.end()));
                }
            }
        } catch (TooLongException | StackOverflowError e) {
            return List.of();
        }
        return hits;
    }

    /** A line that can be looked at so many times. */
    private static final class Bounded implements CharSequence {

        private final String text;
        private int steps;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException() {
            super(null, null, false, false);
        }
    }
}
