package dev.cleat.tui.model;

import dev.cleat.engine.api.ScreenImage;
import java.util.List;
import java.util.Optional;

/**
 * One session in the pane.
 *
 * @param id tells it from others, as long as the console runs
 * @param container whose session it is
 * @param session its id; empty until it was opened
 * @param watched nothing typed gets there
 * @param image what it shows; empty until something came
 * @param scrolled what has left its screen at the top, oldest first
 * @param cursorKeys its program wants cursor keys as {@code ESC O A}
 * @param bracketedPaste its program wants pasted text between marks
 * @param end how it ended; empty as long as it goes on
 */
public record PaneTab(
        int id,
        String container,
        Optional<String> session,
        boolean watched,
        Optional<ScreenImage> image,
        List<String> scrolled,
        boolean cursorKeys,
        boolean bracketedPaste,
        Optional<String> end) {

    public PaneTab {
        scrolled = List.copyOf(scrolled);
    }

    /** Not opened yet. */
    public static PaneTab of(int id, String container, Optional<String> session, boolean watched) {
        return new PaneTab(
                id, container, session, watched, Optional.empty(), List.of(), false, false, Optional.empty());
    }

    public PaneTab opened(String id) {
        return new PaneTab(
                this.id, container, Optional.of(id), watched, image, scrolled, cursorKeys, bracketedPaste, end);
    }

    public PaneTab showing(ScreenImage next, List<String> above, boolean cursor, boolean paste) {
        return new PaneTab(id, container, session, watched, Optional.of(next), above, cursor, paste, end);
    }

    public PaneTab ended(String how) {
        return new PaneTab(
                id, container, session, watched, image, scrolled, cursorKeys, bracketedPaste, Optional.of(how));
    }
}
