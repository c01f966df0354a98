package dev.cleat.engine.api;

import java.util.Optional;

/** One process in a namespace; {@code container}: the one whose mount or pid namespace it is in. */
public record NamespaceMember(ProcessInfo process, Optional<String> container) {}
