package dev.cleat.cli;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.UsageException;
import java.util.List;
import java.util.Locale;

/** A word that must be one of a few. */
final class KnownWord {

    private KnownWord() {}

    /** {@code word} in capitals when it is in {@code known}; {@code what} says what it should be. */
    static String of(String verb, String what, String word, List<String> known) throws UsageException {
        String upper = word.toUpperCase(Locale.ROOT);
        if (!known.contains(upper)) {
            throw new UsageException(verb, "unknown " + what + " \"" + word + "\"" + Nearest.hint(upper, known));
        }
        return upper;
    }
}
