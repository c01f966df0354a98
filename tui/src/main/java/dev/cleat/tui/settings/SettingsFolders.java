package dev.cleat.tui.settings;

import dev.cleat.tui.model.OperatorHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the operator's own files are. Relative paths in XDG variables are ignored, as their specification says. */
public final class SettingsFolders {

    private static final Path SYSTEM = Path.of("/etc/cleat");

    private final Map<String, String> environment;
    private final Path home;

    public SettingsFolders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.home = OperatorHome.of(environment);
    }

    /** Where {@code keys.yaml} and the like are looked for, the first that has one wins: beside config.yaml. */
    public List<Path> configuration() {
        String given = environment.getOrDefault("CLEAT_CONFIG", "");
        if (!given.isEmpty()) {
            return List.of(Path.of(given).toAbsolutePath().resolveSibling(""));
        }
        List<Path> folders = new ArrayList<>();
        folders.add(absolute("XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve("cleat"));
        folders.add(SYSTEM);
        return folders;
    }

    /** Where themes of the operator's own are, in the order of {@link #configuration}. */
    public List<Path> themes() {
        return configuration().stream().map(folder -> folder.resolve("themes")).toList();
    }

    /** Where the console remembers how it was looked at. */
    public Path state() {
        return absolute("XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve("cleat");
    }

    private Optional<Path> absolute(String variable) {
        String value = environment.getOrDefault(variable, "");
        return value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
    }
}
