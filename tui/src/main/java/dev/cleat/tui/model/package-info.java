/**
 * What the console knows and shows, as immutable values. Entry: {@link dev.cleat.tui.model.Model}. Does no I/O and knows
 * neither keys nor cells.
 */
package dev.cleat.tui.model;
