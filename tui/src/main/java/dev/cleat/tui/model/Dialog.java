package dev.cleat.tui.model;

import dev.cleat.engine.api.StepProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A box above the screen that gets every key until it is answered. */
public sealed interface Dialog {

    /** Stop it? y/N. */
    record StopQuestion(String container) implements Dialog {}

    /** Restart it? y/N. */
    record RestartQuestion(String container) implements Dialog {}

    /** Kill it? The focus is on Cancel until it is moved. */
    record KillQuestion(String container, int processes, boolean killFocused) implements Dialog {}

    /** Leave the console? y/N. */
    record QuitQuestion() implements Dialog {}

    /**
     * A start under way, or failed.
     *
     * @param steps begun so far; all but the last are done
     * @param failure stays until a key is pressed
     */
    record Starting(String container, Instant since, List<StepProgress> steps, Optional<Failure> failure)
            implements Dialog {
        public Starting {
            steps = List.copyOf(steps);
        }
    }

    /** Something failed; stays until a key is pressed. */
    record Problem(String title, Failure failure) implements Dialog {}
}
