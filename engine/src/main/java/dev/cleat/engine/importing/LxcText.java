package dev.cleat.engine.importing;

import dev.cleat.engine.definition.Escaped;
import java.util.ArrayList;
import java.util.List;

/** How LXC takes words apart. */
final class LxcText {

    private LxcText() {}

    /** True when nothing in {@code text} is a control character; a tab is none. */
    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> c != '\t' && Escaped.isControl(c));
    }

    /** Without blanks at both ends, then without one pair of quotes around all of it. */
    static String value(String text) {
        String value = text.strip();
        int last = value.length() - 1;
        boolean isQuoted = last >= 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(last);
        return isQuoted ? value.substring(1, last) : value;
    }

    /** The words between blanks. */
    static List<String> words(String text) {
        String plain = text.strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split("[ \t]+"));
    }

    /** The words of a command: a word that begins with a quote ends with the next one of its kind; nothing is escaped. */
    static List<String> commandWords(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
                continue;
            }
            boolean isQuoted = first == '"' || first == '\'';
            int begin = isQuoted ? at + 1 : at;
            int end = begin;
            while (end < text.length() && !ends(text.charAt(end), isQuoted, first)) {
                end++;
            }
            if (!isQuoted || end < text.length()) {
                words.add(text.substring(begin, end)); // what an unclosed quote begins, LXC forgets
            }
            at = end + 1;
        }
        return words;
    }

    private static boolean ends(char c, boolean isQuoted, char quote) {
        return isQuoted ? c == quote : Character.isWhitespace(c);
    }

    /** True when all of it is digits of a number that is not absurdly long. */
    static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
