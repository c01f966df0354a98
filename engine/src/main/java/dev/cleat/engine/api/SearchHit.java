package dev.cleat.engine.api;

import java.time.Duration;

/**
 * Where a recording shows, or its operator typed, what was searched for.
 *
 * @param line the whole line
 * @param typed true: it was typed
 */
public record SearchHit(RecordingInfo recording, Duration time, String line, boolean typed) {}
