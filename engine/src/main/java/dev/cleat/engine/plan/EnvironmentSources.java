package dev.cleat.engine.plan;

import dev.cleat.engine.definition.InitProcess.Environment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Variables that a definition does not spell out: those of whoever starts it, and those of files. */
final class EnvironmentSources {

    private final Planning planning;
    private final Environment asked;

    EnvironmentSources(Planning planning) {
        this.planning = planning;
        this.asked = planning.definition().process().environment();
    }

    /** Those of files have the last word. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(inherited());
        asked.files().forEach(file -> variables.putAll(file(file)));
        return variables;
    }

    /** In the order of their names. One that is not there is just not there. */
    private Map<String, String> inherited() {
        List<Pattern> wanted =
                asked.inherited().stream().map(EnvironmentSources::pattern).toList();
        Map<String, String> inherited = new TreeMap<>(planning.host().environment());
        inherited
                .keySet()
                .removeIf(name -> wanted.stream()
                        .noneMatch(pattern -> pattern.matcher(name).matches()));
        return inherited;
    }

    /** {@code *} and {@code ?} as a shell has them. */
    private static Pattern pattern(String glob) {
        return Pattern.compile(glob.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    /** Lines of NAME=VALUE, everything after the first = as it stands; empty ones and those that begin with # do not count. */
    private Map<String, String> file(Path path) {
        Path file = planning.definition().file().toAbsolutePath().resolveSibling(path);
        Map<String, String> variables = new LinkedHashMap<>();
        Optional<String> text = planning.files().readOwn(file);
        if (text.isEmpty()) {
            planning.reasons().cannot("process.envFiles: " + file + " is not a file that can be read");
            return variables;
        }
        int number = 0;
        for (String line : text.get().lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1 || line.indexOf('\0') >= 0) {
                planning.reasons().cannot("process.envFiles: " + file + ":" + number + ": this is not NAME=VALUE");
            } else {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }
}
