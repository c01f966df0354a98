/**
 * Rendered lines onto the cells of a Lanterna screen. Entry: {@link dev.cleat.tui.view.FramePainter}. Knows no model.
 */
package dev.cleat.tui.view;
