package dev.cleat.engine.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What is searched for in recordings.
 *
 * @param text letters in any case
 * @param since began then or later
 */
public record SearchQuery(String text, Optional<String> container, Optional<String> user, Optional<Instant> since) {}
