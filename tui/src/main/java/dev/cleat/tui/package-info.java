/**
 * The console: one thread that waits for keys, one immutable model, pure functions between them. Entry:
 * {@link dev.cleat.tui.Console}. Sees {@code engine.api} only; knows nothing about how containers work.
 */
package dev.cleat.tui;
