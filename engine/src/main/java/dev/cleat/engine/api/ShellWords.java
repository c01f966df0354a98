package dev.cleat.engine.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words as a line that a shell splits into the same words again: to be shown, to be copied, or to be handed to ssh(1), which
 * gives its words as one line to the login shell of the other side.
 *
 * <p>sh, bash, ksh, zsh, csh, tcsh and fish read the same: a word that could mean something to one of them stands in single
 * quotes, in which fish gives the backslash a meaning and csh the exclamation mark; so these, and quotes, stand outside.
 */
public final class ShellWords {

    /** Nothing in them means anything: an equals sign only where no shell takes the word for an assignment or a path. */
    private static final Pattern PLAIN =
            Pattern.compile("-[A-Za-z0-9_@%+=:,./-]*|[A-Za-z0-9_@+:,./][A-Za-z0-9_@%+:,./-]*");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** sh(1): each word after it is taken out of its escapes; the full stop keeps a line feed at a word's end. */
    private static final String UNESCAPED =
            "for w do shift; w=$(printf %b. \"$w\"); set -- \"$@\" \"${w%.}\"; done; exec \"$@\"";

    private ShellWords() {}

    /** To be shown, and read by sh(1); csh and tcsh read it, too, when no word has a line feed. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** For a login shell, whichever it is: words with control characters are told to an sh as escapes. */
    public static String loginLine(List<String> words) {
        if (words.stream().noneMatch(word -> CONTROL.matcher(word).find())) {
            return line(words);
        }
        List<String> escaped = new ArrayList<>(List.of("/bin/sh", "-c", UNESCAPED, "sh"));
        words.forEach(word -> escaped.add(escaped(word)));
        return line(escaped);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replaceAll("['\\\\!]", "'\\\\$0'") + "'";
    }

    /** As {@code printf %b} reads it. */
    private static String escaped(String word) {
        return CONTROL.matcher(word.replace("\\", "\\\\"))
                .replaceAll(control ->
                        String.format("\\\\0%03o", (int) control.group().charAt(0)));
    }
}
