/**
 * A terminal that shows nothing to anybody: bytes in, cells out. Entry: {@link dev.cleat.engine.screen.VirtualScreen}. What
 * a program printed reaches an operator's screen through the cells only, never as it was printed.
 */
package dev.cleat.engine.screen;
