package dev.cleat.tui.model;

import dev.cleat.engine.api.TerminalSize;

/**
 * What there is room for. Below 80 columns or 24 rows the hints go first, then the side pane; below 40 by 8 nothing is
 * left but a word about it.
 *
 * @param header false when the screen has its row as well
 * @param body rows between header and footer
 * @param hosts rows below the header that tell of hosts that do not answer
 */
public record Layout(
        int rows, int columns, boolean tooSmall, boolean hints, boolean sidePane, boolean header, int body, int hosts) {

    /** More of them leave too little of the list; the last row then tells how many there are. */
    private static final int MOST_HOSTS = 4;

    /**
     * @param hostsAway how many hosts have something to be told
     * @param lineNeeded true when a notice or a prompt needs the bottom line though there are no hints
     * @param bare true when the screen is to have every row
     */
    public static Layout of(TerminalSize size, int hostsAway, boolean lineNeeded, boolean bare) {
        boolean roomy = size.columns() >= 80 && size.rows() >= 24;
        int footer = roomy && !bare || lineNeeded ? 1 : 0;
        int hosts = Math.min(hostsAway, size.rows() < 16 ? 1 : MOST_HOSTS);
        return new Layout(
                size.rows(),
                size.columns(),
                size.columns() < 40 || size.rows() < 8,
                roomy && !bare,
                roomy,
                !bare,
                Math.max(0, size.rows() - (bare ? 0 : 1) - footer - hosts),
                hosts);
    }
}
