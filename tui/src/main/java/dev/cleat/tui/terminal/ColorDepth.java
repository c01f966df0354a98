package dev.cleat.tui.terminal;

import com.googlecode.lanterna.TextColor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many colours the terminal shows, and the nearest one it has. */
public enum ColorDepth {
    /** Attributes only: bold, underlined, reversed. */
    NONE,
    /** The eight of ECMA-48 and their bright forms. */
    ANSI16,
    /** xterm's palette: the sixteen, a cube of 6x6x6, 24 greys. */
    INDEXED256,
    TRUE;

    /** The sixteen colours that have names, by their numbers (ECMA-48, SGR 30 to 37; aixterm, 90 to 97). */
    public static final List<TextColor> NAMED = List.of(
            TextColor.ANSI.BLACK,
            TextColor.ANSI.RED,
            TextColor.ANSI.GREEN,
            TextColor.ANSI.YELLOW,
            TextColor.ANSI.BLUE,
            TextColor.ANSI.MAGENTA,
            TextColor.ANSI.CYAN,
            TextColor.ANSI.WHITE,
            TextColor.ANSI.BLACK_BRIGHT,
            TextColor.ANSI.RED_BRIGHT,
            TextColor.ANSI.GREEN_BRIGHT,
            TextColor.ANSI.YELLOW_BRIGHT,
            TextColor.ANSI.BLUE_BRIGHT,
            TextColor.ANSI.MAGENTA_BRIGHT,
            TextColor.ANSI.CYAN_BRIGHT,
            TextColor.ANSI.WHITE_BRIGHT);

    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /** Below this difference of the strongest and the weakest part a colour is a grey. */
    private static final int GREY = 48;

    /** From this strength on the bright form is nearer. */
    private static final int BRIGHT = 0xd8;

    /** The word of the {@code --color} option; empty for {@code auto}. */
    public static Optional<ColorDepth> ofOption(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "16" -> Optional.of(ANSI16);
            case "256" -> Optional.of(INDEXED256);
            case "true" -> Optional.of(TRUE);
            default -> Optional.empty();
        };
    }

    /** What the environment says about the terminal. An option of the user goes before it. */
    public static ColorDepth of(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        String colorTerm = environment.getOrDefault("COLORTERM", "");
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || term.isEmpty() || term.equals("dumb")) {
            return NONE;
        }
        if (colorTerm.equals("truecolor") || colorTerm.equals("24bit")) {
            return TRUE;
        }
        boolean many = term.contains("256color") || term.startsWith("tmux") || term.startsWith("screen");
        return many ? INDEXED256 : ANSI16;
    }

    /** The nearest colour there is; empty when there are none. */
    public Optional<TextColor> nearest(TextColor color) {
        if (this == NONE) {
            return Optional.empty();
        }
        if (color instanceof TextColor.ANSI || this == TRUE) {
            return Optional.of(color);
        }
        int rgb = color.getRed() << 16 | color.getGreen() << 8 | color.getBlue();
        if (this == ANSI16) {
            return Optional.of(NAMED.get(nearestOfSixteen(rgb)));
        }
        return Optional.of(color instanceof TextColor.Indexed ? color : new TextColor.Indexed(nearestIndex(rgb)));
    }

    /** By hue, not by distance: by distance every muted colour would be a grey. */
    private static int nearestOfSixteen(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        int strongest = Math.max(red, Math.max(green, blue));
        int weakest = Math.min(red, Math.min(green, blue));
        if (strongest - weakest < GREY) {
            int brightness = (red + green + blue) / 3;
            return brightness < 0x40 ? 0 : brightness < 0x98 ? 8 : brightness < 0xe0 ? 7 : 15;
        }
        int middle = (strongest + weakest) / 2;
        int hue = (red > middle ? 1 : 0) | (green > middle ? 2 : 0) | (blue > middle ? 4 : 0);
        return strongest >= BRIGHT ? hue + 8 : hue;
    }

    private static int nearestIndex(int rgb) {
        int red = nearestStep(rgb >> 16 & 0xff);
        int green = nearestStep(rgb >> 8 & 0xff);
        int blue = nearestStep(rgb & 0xff);
        int cube = CUBE[red] << 16 | CUBE[green] << 8 | CUBE[blue];
        int brightness = ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
        int step = Math.max(0, Math.min(23, (brightness - 3) / 10));
        int grey = (8 + 10 * step) * 0x010101;
        boolean greyIsNearer = distance(rgb, grey) < distance(rgb, cube);
        return greyIsNearer ? 232 + step : 16 + 36 * red + 6 * green + blue;
    }

    private static int nearestStep(int value) {
        int best = 0;
        for (int i = 1; i < CUBE.length; i++) {
            if (Math.abs(CUBE[i] - value) < Math.abs(CUBE[best] - value)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
        int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
        int blue = (a & 0xff) - (b & 0xff);
        return red * red + green * green + blue * blue;
    }
}
