package dev.cleat.engine.network;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One command of ip(8) or bridge(8).
 *
 * @param about the interface, or what else it is for
 * @param words without the program
 */
record IpCommand(String about, List<String> words) {

    /** Anything else could be more than one word on a line of a batch (makeargs of iproute2). */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+:/-]+");

    IpCommand {
        words = List.copyOf(words);
        for (String word : words) {
            if (!WORD.matcher(word).matches()) {
                throw new IllegalArgumentException("not a word of ip: " + word);
            }
        }
    }

    static IpCommand of(String about, String... words) {
        return new IpCommand(about, List.of(words));
    }

    String line() {
        return String.join(" ", words);
    }
}
