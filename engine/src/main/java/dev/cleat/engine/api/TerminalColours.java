package dev.cleat.engine.api;

/**
 * What a terminal shows where no colour was chosen.
 *
 * @param foreground of letters, 0xRRGGBB
 * @param background what they stand on, 0xRRGGBB
 */
public record TerminalColours(int foreground, int background) {

    private static final int HALF = 128;

    /** Light letters on a dark ground (luma of ITU-R BT.601). */
    public boolean isDark() {
        int red = background >> 16 & 0xff;
        int green = background >> 8 & 0xff;
        int blue = background & 0xff;
        return (299 * red + 587 * green + 114 * blue) / 1000 < HALF;
    }
}
