package dev.cleat.tui.model;

/**
 * A selected row and the part of a list that is shown.
 *
 * @param index of the selected row; 0 in an empty list
 * @param top index of the first row shown
 */
public record Cursor(int index, int top) {

    public static final Cursor START = new Cursor(0, 0);

    /** Selects {@code wanted}, or the nearest row there is, and scrolls no further than needed to show it. */
    public Cursor to(int wanted, int rows, int height) {
        int selected = Math.max(0, Math.min(wanted, rows - 1));
        int visible = Math.max(1, height);
        int first = Math.max(selected - visible + 1, Math.min(top, selected));
        return new Cursor(selected, Math.max(0, Math.min(first, rows - visible)));
    }
}
