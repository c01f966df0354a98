package dev.cleat.engine.state;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cgroups of one life. A path alone does not tell whose a cgroup is: state directories may be many, and names in them the
 * same, on one host.
 *
 * @param making directories that are being made, or were when who made them was killed; what is there may be somebody else's
 * @param made directories that were made, in the order in which they are to be removed, and their inodes
 */
public record SavedCgroups(List<Path> making, Map<Path, Long> made) {

    public static final SavedCgroups NONE = new SavedCgroups(List.of(), Map.of());

    public SavedCgroups {
        making = List.copyOf(making);
        made = Collections.unmodifiableMap(new LinkedHashMap<>(made));
    }

    /** Directories that were made. */
    public List<Path> directories() {
        return List.copyOf(made.keySet());
    }
}
