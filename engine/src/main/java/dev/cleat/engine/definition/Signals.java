package dev.cleat.engine.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Names and numbers of signals (signal(7), asm-generic/signal.h). */
public final class Signals {

    /** First real-time signal a program can use; the C libraries keep 32 and 33. */
    private static final int RTMIN = 34;

    private static final int RTMAX = 64;

    /** Index is the number. */
    private static final List<String> NAMES = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
            "PROF", "WINCH", "IO", "PWR", "SYS");

    private Signals() {}

    /** The number of {@code TERM}, {@code SIGTERM}, {@code 15}, {@code SIGRTMIN+3} or {@code RTMAX-1}, in any case; empty when it is none. */
    public static OptionalInt number(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String plain = upper.startsWith("SIG") ? upper.substring("SIG".length()) : upper;
        if (!plain.isEmpty() && NAMES.contains(plain)) {
            return OptionalInt.of(NAMES.indexOf(plain));
        }
        if (plain.startsWith("RTMIN")) {
            return inRange(RTMIN, plain.substring("RTMIN".length()), "+");
        }
        if (plain.startsWith("RTMAX")) {
            return inRange(RTMAX, plain.substring("RTMAX".length()), "-");
        }
        return plain.equals(upper) ? number(text, 1) : OptionalInt.empty();
    }

    /** {@code SIGTERM}, {@code SIGRTMIN+3}, or the number when it has no name. */
    public static String name(int number) {
        if (number > 0 && number < NAMES.size()) {
            return "SIG" + NAMES.get(number);
        }
        if (number < RTMIN || number > RTMAX) {
            return Integer.toString(number);
        }
        return number == RTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (number - RTMIN);
    }

    /** Every name, for suggestions. */
    static List<String> names() {
        return NAMES.subList(1, NAMES.size());
    }

    private static OptionalInt inRange(int base, String offset, String sign) {
        if (offset.isEmpty()) {
            return OptionalInt.of(base);
        }
        OptionalInt distance = offset.startsWith(sign) ? number(offset.substring(1), 0) : OptionalInt.empty();
        if (distance.isEmpty() || distance.getAsInt() > RTMAX - RTMIN) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(sign.equals("+") ? base + distance.getAsInt() : base - distance.getAsInt());
    }

    private static OptionalInt number(String digits, int smallest) {
        Optional<Long> number = Numbers.parse(digits, smallest, RTMAX);
        return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
    }
}
