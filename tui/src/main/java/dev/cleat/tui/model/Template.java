package dev.cleat.tui.model;

import dev.cleat.engine.api.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An argument with places to be filled: {@code /proc/{pid}/root}. A place is a word in single braces; {@code {name:sh}} is
 * filled with what a shell reads as the one word. Words in double braces, which other programs have as their own places,
 * are text like any other.
 */
public record Template(List<Part> parts) {

    /**
     * @param text of a place its name
     * @param quoted for a shell
     */
    public record Part(String text, boolean place, boolean quoted) {}

    private static final Pattern PLACE = Pattern.compile("(?<!\\{)\\{([a-z][a-z0-9_-]*)(:sh)?\\}(?!\\})");

    public Template {
        parts = List.copyOf(parts);
    }

    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        int end = 0;
        for (MatchResult place : PLACE.matcher(text).results().toList()) {
            if (place.start() > end) {
                parts.add(new Part(text.substring(end, place.start()), false, false));
            }
            parts.add(new Part(place.group(1), true, place.group(2) != null));
            end = place.end();
        }
        if (end < text.length() || parts.isEmpty()) {
            parts.add(new Part(text.substring(end), false, false));
        }
        return new Template(parts);
    }

    /** The names of its places. */
    public Set<String> places() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(Part::place).map(Part::text).forEach(names::add);
        return names;
    }

    /** Those that are not filled as a shell wants it. */
    public Set<String> unquoted() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream()
                .filter(part -> part.place() && !part.quoted())
                .map(Part::text)
                .forEach(names::add);
        return names;
    }

    /** True when what fills a place decides how the argument begins. */
    public boolean beginsWithPlace() {
        return parts.get(0).place();
    }

    /** @param values by place; there is one for each */
    public String filled(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            String value = part.place() ? values.get(part.text()) : part.text();
            text.append(part.quoted() ? ShellWords.line(List.of(value)) : value);
        }
        return text.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.place() ? "{" + part.text() + (part.quoted() ? ":sh}" : "}") : part.text());
        }
        return text.toString();
    }
}
