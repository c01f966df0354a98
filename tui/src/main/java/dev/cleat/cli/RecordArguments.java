package dev.cleat.cli;

import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns {@code --record}, {@code --no-record} and {@code --record-input} into a choice. */
final class RecordArguments {

    private static final List<String> INPUTS = List.of("OFF", "MASKED", "FULL");

    private RecordArguments() {}

    static RecordingChoice choice(String verb, Arguments arguments) throws UsageException {
        Optional<String> file = arguments.value("--record");
        Optional<String> input = arguments.value("--record-input");
        if (file.isEmpty() && input.isEmpty() && !arguments.has("--no-record")) {
            return RecordingChoice.BY_POLICY;
        }
        Optional<Path> path =
                file.isEmpty() ? Optional.empty() : Optional.of(Places.path(verb, "--record", file.get()));
        return new RecordingChoice(path, arguments.has("--no-record"), input(verb, input));
    }

    private static Optional<Input> input(String verb, Optional<String> word) throws UsageException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String known = KnownWord.of(verb, "kind of input", word.get().toUpperCase(Locale.ROOT), INPUTS);
        return Optional.of(Input.valueOf(known));
    }
}
