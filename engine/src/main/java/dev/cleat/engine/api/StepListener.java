package dev.cleat.engine.api;

/** Told of each step as it begins, on the thread that runs the flow. Must be quick and must not throw. */
@FunctionalInterface
public interface StepListener {
    /** Hears nothing. */
    StepListener NONE = progress -> {};

    void onStep(StepProgress progress);
}
