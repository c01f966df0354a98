package dev.cleat.engine.api;

import java.util.Optional;

/** Who shows a {@link SessionPane}. Any thread may call it. */
@FunctionalInterface
public interface PaneViewer {

    /** There is something new to see, or it has come to its end; must be quick. */
    void changed();

    /** What it shows where the program has chosen no colour; empty where that is not known, and no program is told. */
    default Optional<TerminalColours> colours() {
        return Optional.empty();
    }
}
