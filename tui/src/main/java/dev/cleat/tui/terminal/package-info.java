/**
 * The operator's terminal as the console needs it: keys out of bytes, frames into bytes. Entries:
 * {@link dev.cleat.tui.terminal.KeyReader}, {@link dev.cleat.tui.terminal.ConsoleTerminal}. The only bytes read or
 * written are those of the engine's {@code OperatorTerminal}.
 */
package dev.cleat.tui.terminal;
