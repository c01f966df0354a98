package dev.cleat.cli;

import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.StepProgress;
import java.io.PrintStream;

/**
 * Tells the user what happens: one line per message on standard error, and in the log file when there is one.
 *
 * <p>Thread-safe.
 */
final class Messages {

    private final PrintStream err;
    private final Level shown;
    private final LogFile log;
    private final TypedBreaks typed;

    /**
     * Shows messages up to {@code shown} on {@code err}; {@code log} gets its own choice.
     *
     * @param typed begin no line of a message that repeats them
     */
    Messages(PrintStream err, Level shown, LogFile log, TypedBreaks typed) {
        this.typed = typed;
        this.err = err;
        this.shown = shown;
        this.log = log;
    }

    /** How much a message matters, most first. */
    enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** Something was not done. */
    void error(String message) {
        tell(Level.ERROR, message);
    }

    /** Something was done, but not everything went well. */
    void warn(String message) {
        tell(Level.WARN, message);
    }

    /** Something was done that the user may want to know. */
    void info(String message) {
        tell(Level.INFO, message);
    }

    /** How it is being done. */
    void debug(String message) {
        tell(Level.DEBUG, message);
    }

    /** A flow begins a step. */
    void step(StepProgress step) {
        debug("step " + step.number() + "/" + step.total() + " " + step.name() + ": " + step.title());
    }

    /** For the makers of Cleat: where a failure comes from. */
    void trace(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            tell(Level.TRACE, failure.getClass().getSimpleName() + " at " + frame);
        }
    }

    private void tell(Level level, String message) {
        for (String line : typed.shownIn(message).split("\n")) {
            String visible = VisibleText.of(line);
            if (level.compareTo(shown) <= 0) {
                err.print("cleat: " + visible + "\n");
                err.flush();
            }
            log.write(level, visible);
        }
    }
}
