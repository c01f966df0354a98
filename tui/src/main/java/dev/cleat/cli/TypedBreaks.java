package dev.cleat.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The line feeds in the words of a command line. A message has a line for each thing it tells; a name that holds a line
 * feed would begin one that nobody tells.
 */
final class TypedBreaks {

    private static final String BREAK = "\n";
    private static final String VISIBLE = "\\x0a";

    /** A line feed and what was typed behind it, longest first, for one may begin another. */
    private final List<String> continuations;

    private TypedBreaks(List<String> continuations) {
        this.continuations = continuations;
    }

    static TypedBreaks of(List<String> words) {
        return new TypedBreaks(words.stream()
                .filter(word -> word.contains(BREAK))
                .flatMap(word -> Arrays.stream(word.split(BREAK, -1)).skip(1))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(line -> BREAK + line)
                .toList());
    }

    /** {@code message} with each of them as {@code \x0a}. */
    String shownIn(String message) {
        String shown = message;
        for (String continuation : continuations) {
            shown = shown.replace(continuation, VISIBLE + continuation.substring(BREAK.length()));
        }
        return shown;
    }
}
