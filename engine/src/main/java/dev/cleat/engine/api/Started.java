package dev.cleat.engine.api;

/** A container that runs. {@code pid} is init's on the host. */
public record Started(String name, long pid) {}
