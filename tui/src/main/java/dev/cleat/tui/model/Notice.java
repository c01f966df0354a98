package dev.cleat.tui.model;

import java.time.Instant;

/** One line of news above the hints, until {@code until} or the next key. */
public record Notice(String text, boolean bad, Instant until) {}
