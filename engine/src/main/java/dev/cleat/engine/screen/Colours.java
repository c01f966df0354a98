package dev.cleat.engine.screen;

import dev.cleat.engine.api.ScreenImage.Style;
import java.util.ArrayList;
import java.util.List;

/** Colours as the emulator takes and keeps them: semicolons only, four bits each of red, green and blue. */
final class Colours {

    /** The first sixteen as the emulator keeps them, in the order of their numbers (its xterm palette). */
    private static final int[] PALETTE = {
        0x000, 0x800, 0x080, 0x880, 0x008, 0x808, 0x088, 0xccc, 0x888, 0xf00, 0x0f0, 0xff0, 0x00f, 0xf0f, 0x0ff, 0xfff
    };

    private Colours() {}

    /** The parameters of SGR with the colons of ITU T.416 (38:2::R:G:B, 4:3) written as most programs write them. */
    static String plain(String parameters) {
        if (parameters.indexOf(':') < 0) {
            return parameters.replaceAll("[^0-9;]", "");
        }
        List<String> parts = new ArrayList<>();
        for (String parameter : parameters.replaceAll("[^0-9;:]", "").split(";", -1)) {
            parts.add(parameter.indexOf(':') < 0 ? parameter : withoutColons(parameter.split(":", -1)));
        }
        return String.join(";", parts);
    }

    private static String withoutColons(String[] parts) {
        boolean isColour = parts[0].equals("38") || parts[0].equals("48");
        if (!isColour) {
            return parts.length > 1 && parts[1].equals("0") ? "2" + parts[0] : parts[0]; // 4:0 is 24
        }
        if (parts.length >= 3 && parts[1].equals("5")) {
            return parts[0] + ";5;" + parts[2];
        }
        if (parts.length >= 5 && parts[1].equals("2")) {
            int blue = parts.length >= 6 ? 5 : 4;
            return parts[0] + ";2;" + parts[blue - 2] + ";" + parts[blue - 1] + ";" + parts[blue];
        }
        return "";
    }

    /** The number of a colour that the emulator keeps as twelve bits. */
    static int number(int twelveBits) {
        for (int i = 0; i < PALETTE.length; i++) {
            if (PALETTE[i] == twelveBits) {
                return i;
            }
        }
        int red = twelveBits >> 8 & 0xf;
        int green = twelveBits >> 4 & 0xf;
        int blue = twelveBits & 0xf;
        return Style.RGB | red * 0x11 << 16 | green * 0x11 << 8 | blue * 0x11;
    }
}
