package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import java.time.Duration;

/** Numbers of options. */
final class LxcNumbers {

    private static final int MOST_DIGITS = 9;

    private LxcNumbers() {}

    static Duration seconds(String option, String text) throws WrongException {
        return Duration.ofSeconds(number(option, text));
    }

    static int number(String option, String text) throws WrongException {
        boolean isNumber =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            throw new WrongException("--" + option + ": \"" + text + "\" is no number");
        }
        return Integer.parseInt(text);
    }
}
