package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepProgress;
import java.util.Optional;

/**
 * Why something was not done, in words for people.
 *
 * @param advice what to do about it
 * @param step where a flow failed
 */
public record Failure(String message, Optional<String> advice, Optional<StepProgress> step) {

    /** The engine's refusal or failure. */
    public static Failure of(ContainerException exception) {
        Optional<StepProgress> step =
                exception instanceof StepFailedException failed ? Optional.ofNullable(failed.step()) : Optional.empty();
        return new Failure(exception.getMessage(), exception.advice(), step);
    }

    /** A text of our own. */
    public static Failure of(String message) {
        return new Failure(message, Optional.empty(), Optional.empty());
    }
}
