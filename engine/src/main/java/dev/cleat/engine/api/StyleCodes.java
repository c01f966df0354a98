package dev.cleat.engine.api;

import dev.cleat.engine.api.ScreenImage.Style;
import java.util.Map;

/** How a style is asked of the operator's terminal: SGR (ECMA-48, 8.3.117) and nothing else. */
public final class StyleCodes {

    private static final int BRIGHT = 8;
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    private final boolean coloured;
    private final boolean exact;

    /** @param environment COLORTERM tells of terminals with all colours */
    public StyleCodes(boolean coloured, Map<String, String> environment) {
        this.coloured = coloured;
        String depth = environment.getOrDefault("COLORTERM", "");
        this.exact = depth.equals("truecolor") || depth.equals("24bit");
    }

    /** The whole style, whatever came before. */
    public String of(Style style) {
        StringBuilder codes = new StringBuilder("\u001b[0");
        codes.append(style.bold() ? ";1" : "").append(style.dim() ? ";2" : "").append(style.italic() ? ";3" : "");
        codes.append(style.underline() ? ";4" : "").append(style.inverse() ? ";7" : "");
        codes.append(style.conceal() ? ";8" : "");
        if (coloured) {
            append(codes, style.foreground(), 30);
            append(codes, style.background(), 40);
        }
        return codes.append('m').toString();
    }

    private void append(StringBuilder codes, int colour, int base) {
        if (colour < 0) {
            return;
        }
        if (colour < BRIGHT) {
            codes.append(';').append(base + colour);
        } else if (colour < 2 * BRIGHT) {
            codes.append(';').append(base + 60 + colour - BRIGHT);
        } else {
            int red = colour >> 16 & 0xff;
            int green = colour >> 8 & 0xff;
            int blue = colour & 0xff;
            codes.append(';').append(base + 8);
            if (exact) {
                codes.append(";2;")
                        .append(red)
                        .append(';')
                        .append(green)
                        .append(';')
                        .append(blue);
            } else {
                codes.append(";5;").append(16 + 36 * step(red) + 6 * step(green) + step(blue));
            }
        }
    }

    private static int step(int level) {
        int best = 0;
        for (int i = 1; i < CUBE.length; i++) {
            best = Math.abs(CUBE[i] - level) < Math.abs(CUBE[best] - level) ? i : best;
        }
        return best;
    }
}
