package dev.cleat.tui.effect;

import dev.cleat.engine.api.StartRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the console asks to start: definitions as they are. */
public final class StartRequests {

    private StartRequests() {}

    /** @param file a definition file anywhere; empty: the stored one of that name */
    public static StartRequest of(String name, Optional<Path> file) {
        return new StartRequest(Optional.of(name), file, List.of(), List.of(), Optional.empty(), Optional.empty());
    }
}
