/**
 * What can happen to the console, and which key means what. Entries: {@link dev.cleat.tui.message.Message},
 * {@link dev.cleat.tui.message.Action}. Knows no screen.
 */
package dev.cleat.tui.message;
