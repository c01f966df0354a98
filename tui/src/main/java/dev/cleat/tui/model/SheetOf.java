package dev.cleat.tui.model;

/** What a screen of text is about: enough to read it. */
public sealed interface SheetOf {

    /** What stands above it; may hold hostile text. */
    String title();

    /**
     * A recorded session.
     *
     * @param file the recording
     */
    record Recording(String title, String file) implements SheetOf {}
}
