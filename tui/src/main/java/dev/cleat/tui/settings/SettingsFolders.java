package dev.cleat.tui.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the operator's own files are. Relative paths in variables are ignored, as the XDG specification says. */
public final class SettingsFolders {

    private static final Path SYSTEM = Path.of("/etc/cleat");

    private final Map<String, String> environment;
    private final Path home;

    /** @param home the operator's home directory */
    public SettingsFolders(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /** Where {@code keys.yaml} is looked for, the first that has one wins: beside config.yaml. */
    public List<Path> configuration() {
        Optional<Path> given = absolute("CLEAT_CONFIG").map(Path::getParent);
        if (given.isPresent()) {
            return List.of(given.get());
        }
        List<Path> folders = new ArrayList<>();
        folders.add(absolute("XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve("cleat"));
        folders.add(SYSTEM);
        return folders;
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
