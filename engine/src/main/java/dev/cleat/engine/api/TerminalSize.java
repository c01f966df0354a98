package dev.cleat.engine.api;

/** Rows and columns of a terminal, in character cells, each 0 to 65535 (struct winsize, ioctl_tty(2)). */
public record TerminalSize(int rows, int columns) {}
