package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Engine#destroy} would remove for good, and what of a container it would leave.
 *
 * @param directory the container's own, where its definition is stored: everything in it goes; empty: it is not stored
 * @param logs those that lie in Cleat's log directory, with their older generations
 * @param kept what might be thought to go as well
 */
public record Removal(Optional<Path> directory, List<Path> logs, List<Kept> kept) {

    /**
     * Something that stays.
     *
     * @param why a clause: {@code is not stored}
     */
    public record Kept(Path path, String why) {}

    public Removal {
        logs = List.copyOf(logs);
        kept = List.copyOf(kept);
    }
}
