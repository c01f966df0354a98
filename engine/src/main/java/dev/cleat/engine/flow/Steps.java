package dev.cleat.engine.flow;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.linux.Errno;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.function.BiFunction;

/**
 * Runs the steps of one flow in the order of their enum, tells the listener of each, and puts the step on whatever goes
 * wrong. Belongs to one thread.
 *
 * @param <S> the flow's steps; {@link #get}, {@link #run} and {@link #begin} must name them in declaration order, which may
 *     leave steps out that do not apply
 */
public final class Steps<S extends Enum<S> & Step> {

    /** The body of a step that takes or reads something. */
    @FunctionalInterface
    public interface Body<T> {
        T get() throws IOException, ContainerException;
    }

    /** The body of a step that only does something. */
    @FunctionalInterface
    public interface Action {
        void run() throws IOException, ContainerException;
    }

    private final S[] all;
    private final StepListener listener;
    private final BiFunction<S, IOException, String> advice;
    private String subject;
    private S current;

    /**
     * @param subject what the flow is about, for messages: {@code cannot start web}
     * @param advice what to do about a failure of a step, a clause; may return null
     */
    public Steps(Class<S> flow, String subject, StepListener listener, BiFunction<S, IOException, String> advice) {
        this.all = flow.getEnumConstants();
        this.subject = subject;
        this.listener = listener;
        this.advice = advice;
    }

    /** From here on messages call the flow {@code better}: what it is about was not known when it began. */
    public void about(String better) {
        subject = better;
    }

    /** Runs a step that returns what it took. */
    public <T> T get(S step, Body<T> body) throws ContainerException {
        begin(step);
        try {
            // Whoever ends this process interrupts us first, so that what was taken is given back.
            if (Thread.interrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            return body.get();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Runs a step that returns nothing. */
    public void run(S step, Action action) throws ContainerException {
        get(step, () -> {
            action.run();
            return null;
        });
    }

    /** Announces a step that another process carries out. */
    public void begin(S step) {
        if (current != null && step.ordinal() <= current.ordinal()) {
            throw new IllegalStateException(step + " does not come after " + current);
        }
        current = step;
        listener.onStep(progress());
    }

    /** {@code step 17/40, mount the root}: where the flow is. */
    public String where() {
        StepProgress at = progress();
        return "step " + at.number() + "/" + at.total() + ", " + at.title();
    }

    /** What a failure of the current step looks like to the user. */
    public StepFailedException failure(IOException e) {
        return new StepFailedException(subject, progress(), reason(e), advice.apply(current, e), e);
    }

    /** java.nio says no more than the path where it has a class of its own for the kernel's answer. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": " + Errno.describe(Errno.EACCES);
        }
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": " + Errno.describe(Errno.ENOENT);
        }
        return e instanceof FileAlreadyExistsException
                ? e.getMessage() + ": " + Errno.describe(Errno.EEXIST)
                : e.getMessage();
    }

    private StepProgress progress() {
        return new StepProgress(current.ordinal() + 1, all.length, current.name(), current.title());
    }
}
