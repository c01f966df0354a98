package dev.cleat.engine.stop;

import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;

/** What a stop goes through; the wait and the kill only where they are needed. */
enum StopStep {
    HALT,
    WAIT,
    KILL,
    TIDY_UP;

    /** @param title with what is known of it now */
    void tell(StepListener listener, String title) {
        listener.onStep(new StepProgress(ordinal() + 1, values().length, name(), title));
    }
}
