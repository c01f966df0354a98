package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.TimeValue;
import dev.cleat.cli.option.UsageException;
import java.time.Duration;
import java.util.Optional;

/** An option whose value is a time. */
final class TimeOption {

    private TimeOption() {}

    /** {@code --log-sync}; without a time each second. */
    static Optional<Duration> logSync(String verb, Arguments arguments) throws UsageException {
        return arguments.value("--log-sync").filter(String::isEmpty).isPresent()
                ? Optional.of(Duration.ofSeconds(1))
                : of(verb, arguments, "--log-sync");
    }

    /** The time that was given. */
    static Optional<Duration> of(String verb, Arguments arguments, String option) throws UsageException {
        Optional<String> text = arguments.value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = TimeValue.parse(text.get());
        if (time.isEmpty()) {
            throw new UsageException(verb, option + " \"" + text.get() + "\" is no time, as 10s, 500ms or 2m");
        }
        return time;
    }
}
