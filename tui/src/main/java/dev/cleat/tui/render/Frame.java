package dev.cleat.tui.render;

import java.util.List;
import java.util.Optional;

/**
 * A whole screen.
 *
 * @param lines as many as the screen has rows, each as wide as the screen
 * @param cursor where the text cursor stands; empty: hidden
 */
public record Frame(int columns, List<Line> lines, Optional<Spot> cursor) {

    public Frame {
        lines = List.copyOf(lines);
    }

    /** A cell, both counted from 0. */
    public record Spot(int column, int row) {}
}
