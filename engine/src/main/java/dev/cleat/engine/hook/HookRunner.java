package dev.cleat.engine.hook;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.HostProgram;
import dev.cleat.engine.linux.HostProgram.Outcome;
import dev.cleat.engine.plan.HookCommand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs hooks on the host, one after the other: no shell, a session of its own, no descriptor but the standard three,
 * signals as a program expects them. A child that a hook leaves behind is not waited for and not killed: it may be meant
 * to stay, as a DHCP client is.
 */
public final class HookRunner {

    private static final int KEPT_BYTES = 65_536;
    private static final int LONGEST_LINE = 400;

    /** Of each output of a hook: what a person can read. */
    private static final int MOST_LINES = 20;

    private static final String LEFT_OUT = "lines before these are left out; have the hook write them to a file";

    private final Consumer<String> warnings;
    private final Consumer<String> debug;

    /** @param warnings told of failures that do not fail the flow, and of what hooks print on standard error */
    public HookRunner(Consumer<String> warnings) {
        this(warnings, line -> {});
    }

    /** @param debug told of what hooks print on standard output */
    public HookRunner(Consumer<String> warnings, Consumer<String> debug) {
        this.warnings = warnings;
        this.debug = debug;
    }

    /**
     * Runs them in order, until one fails that may not.
     *
     * <p><b>Errors.</b> IOException naming the hook, its status and the last line it printed.
     */
    public void run(List<HookCommand> commands) throws IOException {
        for (HookCommand command : commands) {
            Optional<String> failure = failure(command);
            if (failure.isPresent() && command.abort()) {
                throw new IOException(failure.get());
            }
            failure.ifPresent(why -> warnings.accept(about(command) + why));
        }
    }

    /** Runs all of them whatever happens: at the end of a container a failure is a warning. */
    public void runAll(List<HookCommand> commands) {
        for (HookCommand command : commands) {
            failure(command).ifPresent(why -> warnings.accept(about(command) + why));
        }
    }

    /** Tells whoever is told of what hooks print. */
    public void warn(String warning) {
        warnings.accept(warning);
    }

    /** The same of many lines: the last ones, and whether there were more. */
    void warn(List<String> lines) {
        warn("hook: ", lines);
    }

    private void warn(String who, List<String> lines) {
        int from = Math.max(0, lines.size() - MOST_LINES);
        if (from > 0) {
            warnings.accept(who + LEFT_OUT);
        }
        lines.subList(from, lines.size()).forEach(line -> warnings.accept(cut(line)));
    }

    void debug(String line) {
        debug.accept(line);
    }

    private Optional<String> failure(HookCommand command) {
        Outcome outcome;
        try {
            outcome = HostProgram.run(
                    command.arguments(), command.environment(), command.input(), command.timeout(), KEPT_BYTES);
        } catch (ErrnoException e) {
            return Optional.of("hook " + e.getMessage() + advice(e.errno()));
        }
        outcome.out().lines().forEach(line -> debug.accept(said(command, line)));
        warn(
                said(command, ""),
                outcome.err().lines().map(line -> said(command, line)).toList());
        return outcome.isSuccess() ? Optional.empty() : Optional.of(told(command, outcome));
    }

    /** Whose hook it is and of which point, as it was told itself: a warning has no step that says so. */
    private static String about(HookCommand command) {
        String point =
                variable(command, "LXC_HOOK_TYPE").map(type -> type + " ").orElse("");
        return variable(command, "LXC_NAME").map(name -> name + ": ").orElse("") + point;
    }

    private static Optional<String> variable(HookCommand command, String name) {
        return command.environment().stream()
                .filter(text -> text.startsWith(name + "="))
                .map(text -> text.substring(name.length() + 1))
                .findFirst();
    }

    private static String said(HookCommand command, String line) {
        return "hook " + command.program() + ": " + cut(line);
    }

    private static String told(HookCommand command, Outcome outcome) {
        String end = outcome.timedOut()
                ? "took longer than " + seconds(command) + " and was killed"
                : (outcome.end().killed() ? "was killed by signal " : "ended with status ")
                        + outcome.end().value();
        String last = lastLine(outcome.err())
                .or(() -> lastLine(outcome.out()))
                .map(line -> ": " + cut(line))
                .orElse("");
        return "hook " + command.program() + " " + end + last;
    }

    private static String seconds(HookCommand command) {
        long millis = command.timeout().toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static Optional<String> lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((earlier, later) -> later);
    }

    private static String cut(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }

    private static String advice(int errno) {
        return switch (errno) {
            case Errno.ENOENT -> "; there is no such program on the host";
            case Errno.EACCES -> "; make it executable";
            case Errno.ENOEXEC -> "; a script begins with '#!' and its interpreter";
            default -> "";
        };
    }
}
