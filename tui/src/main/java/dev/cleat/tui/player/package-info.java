/**
 * Plays a recorded session on the operator's terminal. Entry: {@link dev.cleat.tui.player.Player}. What was recorded comes as
 * cells of an emulated screen; only text and colours of those are written, never what was printed in the session.
 */
package dev.cleat.tui.player;
