package dev.cleat.tui.model;

import dev.cleat.engine.api.TerminalSize;

/**
 * What there is room for. Below 80 columns or 24 rows the hints go first, then the side pane; below 40 by 8 nothing is
 * left but a word about it.
 *
 * @param header false when the screen has its row as well
 * @param body rows between header and footer
 */
public record Layout(
        int rows, int columns, boolean tooSmall, boolean hints, boolean sidePane, boolean header, int body) {

    /**
     * @param lineNeeded true when a notice or a prompt needs the bottom line though there are no hints
     * @param bare true when the screen is to have every row
     */
    public static Layout of(TerminalSize size, boolean lineNeeded, boolean bare) {
        boolean roomy = size.columns() >= 80 && size.rows() >= 24;
        int footer = roomy && !bare || lineNeeded ? 1 : 0;
        return new Layout(
                size.rows(),
                size.columns(),
                size.columns() < 40 || size.rows() < 8,
                roomy && !bare,
                roomy,
                !bare,
                Math.max(0, size.rows() - (bare ? 0 : 1) - footer));
    }
}
