package dev.cleat.tui.model;

import java.util.List;

/** What a screen of text tells. */
public sealed interface Sheet {

    /** What could be read on a recorded screen in the course of time; {@code cut}: there was more. */
    record Transcript(List<String> lines, boolean cut) implements Sheet {
        public Transcript {
            lines = List.copyOf(lines);
        }
    }
}
