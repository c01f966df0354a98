/**
 * The model as lines of styled text. Entry: {@link dev.cleat.tui.render.FrameRenderer}. Pure; knows roles, not colours,
 * and no screen library.
 */
package dev.cleat.tui.render;
