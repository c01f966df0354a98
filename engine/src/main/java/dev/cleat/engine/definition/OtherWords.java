package dev.cleat.engine.definition;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the keys of Docker, Compose and OCI are called in a definition: words that no spelling leads to. */
final class OtherWords {

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("args", "process.command"),
            Map.entry("cmd", "process.command"),
            Map.entry("entrypoint", "process.command"),
            Map.entry("environment", "process.env"),
            Map.entry("workdir", "process.cwd"),
            Map.entry("working_dir", "process.cwd"),
            Map.entry("limits", "resources"),
            Map.entry("image", "rootfs"),
            Map.entry("root", "rootfs"),
            Map.entry("volumes", "mounts"),
            Map.entry("binds", "mounts"),
            Map.entry("cap_add", "security.capabilities"),
            Map.entry("cap_drop", "security.capabilities"),
            Map.entry("ulimits", "process.rlimits"));

    private OtherWords() {}

    /** The paths it leads to. */
    static Collection<String> targets() {
        return KEYS.values();
    }

    /** The dotted path of the key that {@code word} means elsewhere. */
    static Optional<String> of(String word) {
        return Optional.ofNullable(KEYS.get(word));
    }
}
