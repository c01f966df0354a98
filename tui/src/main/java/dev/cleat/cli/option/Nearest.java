package dev.cleat.cli.option;

import java.util.Collection;
import java.util.Optional;

/** Finds the known word that a mistyped one was probably meant to be. */
public final class Nearest {

    private Nearest() {}

    /** {@code (did you mean "x"?)} with a blank in front, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
    }

    /** The nearest of {@code known}: one that {@code word} begins, else one that at most a third of its letters differ from. */
    public static Optional<String> of(String word, Collection<String> known) {
        if (letters(word) < 2) {
            return Optional.empty();
        }
        String best = null;
        int bestDistance = Math.max(1, (word.length() + 1) / 3) + 1;
        for (String candidate : known) {
            int distance = isAbbreviation(word, candidate) ? 1 : distance(word, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isAbbreviation(String word, String candidate) {
        return letters(word) > 2 && candidate.startsWith(word);
    }

    private static int letters(String word) {
        return word.replace("-", "").length();
    }

    /** Levenshtein's distance with swapped neighbours counted as one change. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
    }
}
