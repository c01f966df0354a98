package dev.cleat.engine.screen;

import dev.cleat.engine.screen.VirtualScreen.Wiped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What takes all from the screen at once, among the pieces that {@link EscapeFilter} lets through. */
final class Wipe {

    private static final String RIS = "\u001bc";
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";

    /** ED (ECMA-48): 0 from the cursor on, 1 up to it, 2 all, 3 what has scrolled away. */
    private static final Pattern ERASE = Pattern.compile("\u001b\\[0*([0-9]*)(?:;[0-9;]*)?J");

    private Wipe() {}

    /** @param isHome whether the cursor stands in the top left corner */
    static Optional<Wiped> of(String piece, BooleanSupplier isHome) {
        if (piece.equals(RIS)) {
            return Optional.of(Wiped.ALL);
        }
        if (piece.equals(ENTER) || piece.equals(LEAVE)) {
            return Optional.of(Wiped.NOT_MAIN);
        }
        if (!piece.endsWith("J")) {
            return Optional.empty();
        }
        Matcher erase = ERASE.matcher(piece);
        if (!erase.matches()) {
            return Optional.empty();
        }
        return switch (erase.group(1)) {
            case "" -> isHome.getAsBoolean() ? Optional.of(Wiped.SHOWN) : Optional.empty();
            case "1" -> Optional.empty();
            case "3" -> Optional.of(Wiped.NOT_MAIN);
            default -> Optional.of(Wiped.SHOWN);
        };
    }

    static boolean isAlternateAfter(String piece, boolean before) {
        return piece.equals(ENTER) || before && !piece.equals(LEAVE) && !piece.equals(RIS);
    }
}
