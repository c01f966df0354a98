package dev.cleat.engine.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command line, short enough that every file that tells of them stays readable: a command line may have 2 MiB
 * (execve(2)), a session's file is read up to one. What is left out is told by its length.
 */
final class BoundedWords {

    /** Characters of one word, and of all. */
    static final int LONGEST_WORD = 8192;

    static final int LONGEST_LINE = 32768;

    private BoundedWords() {}

    /** One text. */
    static String of(String text) {
        return text.length() <= LONGEST_WORD ? text : cut(text);
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST_WORD - 1)) ? LONGEST_WORD - 1 : LONGEST_WORD;
        return text.substring(0, end) + "\u2026 (" + text.length() + " characters)";
    }

    /** Words in their order; in place of the last ones their number. */
    static List<String> of(List<String> words) {
        List<String> bounded = new ArrayList<>();
        long room = LONGEST_LINE;
        for (String word : words) {
            String next = of(word);
            room -= next.length() + 1;
            if (room < 0) {
                List<String> rest = words.subList(bounded.size(), words.size());
                long characters = rest.stream().mapToLong(String::length).sum();
                bounded.add("\u2026 (" + rest.size() + " more words, " + characters + " characters)");
                return bounded;
            }
            bounded.add(next);
        }
        return bounded;
    }
}
