package dev.cleat.engine.screen;

import dev.cleat.engine.api.TerminalColours;
import dev.cleat.engine.api.TerminalSize;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal says when a program asks it (ctlseqs.txt; DEC STD 070): a VT220 with colours, as much as is emulated here.
 * Questions it does not know are left without an answer, as terminals do, and so are those about colours where it is not known
 * what is shown. Nothing in an answer was chosen by the program but the number of a mode or of a colour.
 */
final class Answers {

    private static final String ESC = "\u001b";

    /** Characters that wait at most; a program may ask without ever reading. */
    private static final int MOST = 4096;

    private static final Pattern PRIVATE_MODE = Pattern.compile("\\[\\?(\\d{1,4})\\$p");
    private static final Pattern MODE = Pattern.compile("\\[(\\d{1,4})\\$p");

    private static final Set<String> KNOWN_MODES = Set.of("1", "5", "6", "7", "25", "47", "1047", "1049", "2004");

    private final StringBuilder waiting = new StringBuilder();
    private final Supplier<Optional<TerminalColours>> colours;

    /** @param colours what is shown where the program has chosen none */
    Answers(Supplier<Optional<TerminalColours>> colours) {
        this.colours = colours;
    }

    /**
     * @param question as {@link EscapeFilter} gives it
     * @param isSet whether a private mode is set
     * @param cursor makes {@code ESC [ row ; column R}
     */
    void answer(String question, Predicate<String> isSet, TerminalSize size, Supplier<String> cursor) {
        if (waiting.length() < MOST) {
            waiting.append(answer(question, isSet, size, cursor, PRIVATE_MODE.matcher(question)));
        }
    }

    private String answer(
            String question, Predicate<String> isSet, TerminalSize size, Supplier<String> cursor, Matcher mode) {
        if (mode.matches()) { // DECRQM: 1 set, 2 reset, 0 not known
            String known = isSet.test(mode.group(1)) ? "1" : "2";
            return ESC + "[?" + mode.group(1) + ";" + (KNOWN_MODES.contains(mode.group(1)) ? known : "0") + "$y";
        }
        Matcher ansiMode = MODE.matcher(question);
        if (ansiMode.matches()) {
            return ESC + "[" + ansiMode.group(1) + ";0$y";
        }
        return switch (question) {
            case "[c", "[0c" -> ESC + "[?62;22c"; // DA: VT220, ANSI colours
            case "[>c", "[>0c" -> ESC + "[>1;0;0c"; // DA2: VT220, no version
            case "[=c", "[=0c" -> ESC + "P!|00000000" + ESC + "\\"; // DA3: no unit
            case "[5n" -> ESC + "[0n"; // DSR: nothing is wrong
            case "[6n" -> cursor.get();
            case "[?6n" -> cursor.get().replace("[", "[?"); // DECXCPR
            case "[18t" -> ESC + "[8;" + size.rows() + ";" + size.columns() + "t";
            case "[>q", "[>0q" -> ESC + "P>|cleat" + ESC + "\\"; // XTVERSION
            case "[?996n" -> // which of the two a program is to draw for (contour's VT extensions)
                colours.get()
                        .map(shown -> ESC + "[?997;" + (shown.isDark() ? 1 : 2) + "n")
                        .orElse("");
            case "P$q" -> ESC + "P0$r" + ESC + "\\"; // DECRQSS: not to be had
            case "P+q" -> ESC + "P0+r" + ESC + "\\"; // XTGETTCAP: not to be had
            default ->
                question.startsWith("]")
                        ? colours.get()
                                .map(shown -> ColourAnswers.of(question, shown))
                                .orElse("")
                        : "";
        };
    }

    /** What waits, and forgets it. */
    String take() {
        String all = waiting.toString();
        waiting.setLength(0);
        return all;
    }
}
