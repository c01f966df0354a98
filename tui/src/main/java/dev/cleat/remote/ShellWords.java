package dev.cleat.remote;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Words as a login shell reads them. ssh(1) hands its words to the shell of the other side as one line, whatever they hold.
 *
 * <p>Each word is quoted so that sh, bash, zsh, csh and fish read the same: in single quotes, in which fish gives the
 * backslash a meaning; so quotes and backslashes stand outside of them.
 */
final class ShellWords {

    private ShellWords() {}

    /**
     * One line.
     *
     * @throws IllegalArgumentException when a word has a control character: shells differ on what a quoted line feed is
     */
    static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("a control character cannot be handed to a shell");
            }
            // csh takes an exclamation mark for history even in single quotes.
            quoted.append(c == '\'' || c == '\\' || c == '!' ? "'\\" + c + "'" : String.valueOf(c));
        }
        return quoted.append('\'').toString();
    }
}
