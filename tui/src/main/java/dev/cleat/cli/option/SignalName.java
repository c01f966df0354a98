package dev.cleat.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads signals: {@code TERM}, {@code SIGTERM}, {@code 15}, {@code SIGRTMIN+3}. */
public final class SignalName {

    /** The names by number, from 1: signal(7), the column of x86 and ARM. */
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    /** The C libraries keep 32 and 33 for themselves: nptl(7). */
    private static final int FIRST_REAL_TIME = 34;

    private static final int LAST = 64;

    private SignalName() {}

    /** The number, 1 to 64; nothing when {@code text} is no signal. */
    public static OptionalInt parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            return upper.equals(name) ? inRange(number(name)) : OptionalInt.empty();
        }
        if (name.startsWith("RTMIN")) {
            return realTime(FIRST_REAL_TIME, name.substring(5), '+');
        }
        if (name.startsWith("RTMAX")) {
            return realTime(LAST, name.substring(5), '-');
        }
        int index = NAMES.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index + 1);
    }

    /** {@code (did you mean "SIGTERM"?)} with a blank in front, or nothing. */
    public static String hint(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        List<String> known = new ArrayList<>(NAMES);
        if (upper.startsWith("SIG")) {
            known.replaceAll("SIG"::concat);
        }
        return Nearest.hint(upper, known);
    }

    private static OptionalInt realTime(int base, String offset, char sign) {
        if (offset.isEmpty()) {
            return OptionalInt.of(base);
        }
        int distance = number(offset.substring(1));
        if (offset.charAt(0) != sign || distance < 0) {
            return OptionalInt.empty();
        }
        int signal = sign == '+' ? base + distance : base - distance;
        return signal < FIRST_REAL_TIME ? OptionalInt.empty() : inRange(signal);
    }

    private static OptionalInt inRange(int signal) {
        return signal < 1 || signal > LAST ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** The value of one or two digits, else -1. */
    private static int number(String digits) {
        boolean plain =
                digits.length() > 0 && digits.length() < 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(digits) : -1;
    }
}
