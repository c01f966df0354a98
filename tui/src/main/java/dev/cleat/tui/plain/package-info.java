/**
 * The console line by line, for screen readers and for terminals that can do nothing else. Entry:
 * {@link dev.cleat.tui.plain.PlainConsole}. Writes text and line feeds, never an escape sequence.
 */
package dev.cleat.tui.plain;
