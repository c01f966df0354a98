/**
 * Tests of the console. {@link dev.cleat.tui.FakeEngine} stands for a host; {@link dev.cleat.tui.FakeConsole} shows it on a
 * real terminal.
 */
package dev.cleat.tui;
