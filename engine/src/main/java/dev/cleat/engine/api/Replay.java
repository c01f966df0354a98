package dev.cleat.engine.api;

import java.time.Duration;
import java.util.List;

/**
 * A recording that is looked at: a terminal of our own is shown what was recorded, and this tells what is on its screen.
 * Belongs to one thread at a time.
 */
public interface Replay extends Timeline, AutoCloseable {

    /** Whose session it is. */
    RecordingInfo info();

    /** The screen as it was at {@code time}. Going forward is cheap, going back plays from the beginning. */
    ScreenImage at(Duration time) throws ContainerException;

    /**
     * Where {@code text} comes to be on the screen, in letters of either case, or was typed: in order, with its line. Plays
     * the whole recording, which an interrupt of the thread ends early; may be called on a thread of its own.
     */
    List<Mark> find(String text) throws ContainerException;

    @Override
    void close();
}
