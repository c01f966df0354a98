/**
 * Model and message to the next model and what is to be done. Entry: {@link dev.cleat.tui.update.ConsoleUpdate}. Pure:
 * no I/O, no clock, no thread.
 */
package dev.cleat.tui.update;
