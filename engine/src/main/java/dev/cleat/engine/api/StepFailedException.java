package dev.cleat.engine.api;

/**
 * A flow failed at a step and has given back what it took. Exit status 1, for commands that run a command 125.
 *
 * <p>Message: {@code cannot start web: step 11/26, write the uid map: /proc/812/uid_map: EPERM (operation not permitted)}.
 */
public final class StepFailedException extends ContainerException {

    private static final long serialVersionUID = 1L;

    private final transient StepProgress step;

    public StepFailedException(String subject, StepProgress step, String reason, String advice, Throwable cause) {
        super(
                subject + ": step " + step.number() + "/" + step.total() + ", " + step.title() + ": " + reason,
                advice,
                cause);
        this.step = step;
    }

    /** Where it failed. */
    public StepProgress step() {
        return step;
    }
}
