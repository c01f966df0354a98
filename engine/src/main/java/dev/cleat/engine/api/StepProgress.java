package dev.cleat.engine.api;

/** A flow begins a step: {@code number} of {@code total}, counted from 1; {@code name} is the constant, {@code title} for people. */
public record StepProgress(int number, int total, String name, String title) {}
