package dev.cleat.tui.render;

/**
 * The characters drawings are made of.
 *
 * @param bars from empty to full
 * @param box corner top left, top right, bottom left, bottom right, horizontal, vertical
 */
public record Glyphs(
        String bars,
        String box,
        String ellipsis,
        String up,
        String down,
        String running,
        String paused,
        String stopped,
        String changing,
        String failed,
        String branch,
        String lastBranch,
        String trunk,
        String dot,
        String done,
        String now,
        String mark) {

    public static final Glyphs UNICODE = new Glyphs(
            " ▁▂▃▄▅▆▇█", "╭╮╰╯─│", "…", "▲", "▼", "●", "◍", "○", "◌", "×", "├─ ", "└─ ", "│  ", "·", "✓", "▸", "▌");

    public static final Glyphs ASCII = new Glyphs(
            " _.-=#", "++++-|", "~", "^", "v", "*", "=", "-", "~", "x", "|- ", "`- ", "|  ", "|", "+", ">", "+");

    public static Glyphs of(boolean ascii) {
        return ascii ? ASCII : UNICODE;
    }

    /** The bar for {@code share} of a cell, 0 to 1; something is drawn for anything above 0. */
    public String bar(double share) {
        int steps = bars.length() - 1;
        int height = (int) Math.round(Math.max(0, Math.min(1, share)) * steps);
        return bars.substring(share > 0 && height == 0 ? 1 : height).substring(0, 1);
    }

    public String horizontal(int width) {
        return box.substring(4, 5).repeat(Math.max(0, width));
    }

    public String vertical() {
        return box.substring(5);
    }

    public String corner(int number) {
        return box.substring(number, number + 1);
    }
}
