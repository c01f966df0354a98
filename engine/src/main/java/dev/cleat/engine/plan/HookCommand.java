package dev.cleat.engine.plan;

import java.time.Duration;
import java.util.List;

/**
 * One hook as it is executed.
 *
 * @param arguments argv, the program first
 * @param environment {@code NAME=VALUE}, complete
 * @param input what it reads on standard input
 * @param timeout killed and failed after it
 * @param abort true: its failure fails the flow; false: it is a warning
 */
public record HookCommand(
        List<String> arguments, List<String> environment, String input, Duration timeout, boolean abort) {
    public HookCommand {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /** The program. */
    public String program() {
        return arguments.get(0);
    }
}
