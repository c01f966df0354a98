package dev.cleat.engine.start;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.state.Claim;
import java.io.IOException;
import java.util.Optional;

/**
 * What brought a start about, beside what was asked for.
 *
 * @param lastGate what is done while init waits for the last time
 * @param names how the name is had
 * @param by who asked; empty: nobody did, it is another life of a container
 * @param boots which life it is since somebody asked; the first is 1
 * @param restarts how many restarts by policy came without a long life between them
 * @param made a definition that is in no file; empty: the request's
 */
public record Occasion(
        LastGate lastGate, NameSource names, Optional<String> by, int boots, int restarts, Optional<Definition> made) {

    public Occasion(LastGate lastGate, NameSource names, Optional<String> by, int boots, int restarts) {
        this(lastGate, names, by, boots, restarts, Optional.empty());
    }

    private static final String UNSHARE = "cannot unshare";

    /** How a start comes by its name: as anybody, by a reservation, or because it holds it already. */
    @FunctionalInterface
    public interface NameSource {
        Claim claim(String name) throws IOException, BusyException;
    }

    /** Somebody asked. */
    public static Occasion asked(NameSource names, LastGate lastGate, String by) {
        return new Occasion(lastGate, names, Optional.of(by), 1, 0);
    }

    /** What messages of it begin with; a definition that is in no file has a name that nobody knows. */
    String subject(String name) {
        return made.isPresent() ? UNSHARE : "cannot start " + name;
    }

    /** The same with a definition that is in no file. */
    public Occasion with(Definition definition) {
        return new Occasion(lastGate, names, by, boots, restarts, Optional.of(definition));
    }
}
