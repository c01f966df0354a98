package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the file of {@code --env-file}: {@code KEY=VALUE} per line, nothing quoted; blank lines and {@code #} are skipped. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    /** Adds the variables of {@code file} in order. */
    static void read(String verb, Path file, Map<String, String> variables) throws UsageException {
        List<String> lines = lines(verb, file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1 || line.indexOf('\0') >= 0) {
                throw new UsageException(verb, file + ":" + number + ": not KEY=VALUE");
            }
            String name = line.substring(0, equals);
            if (name.chars().anyMatch(Character::isWhitespace)) {
                throw new UsageException(verb, file + ":" + number + ": a blank in the name \"" + name + "\"");
            }
            variables.put(name, line.substring(equals + 1));
        }
    }

    private static List<String> lines(String verb, Path file) throws UsageException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UsageException(verb, "cannot read --env-file: " + FileProblem.of(e));
        }
    }
}
