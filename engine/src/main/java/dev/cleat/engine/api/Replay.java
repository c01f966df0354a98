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

    /**
     * Plays towards {@code time} for about as long as {@code atMost}: going back plays from the beginning, and of a program that
     * printed much a second may take longer than a second.
     *
     * @return whether it is there
     */
    boolean approach(Duration time, Duration atMost) throws ContainerException;

    /** How far it was played: what is on the screen. */
    Duration reached();

    /** The screen as it was then. */
    ScreenImage image();

    /** The screen as it was at {@code time}, however long it takes to get there. */
    default ScreenImage at(Duration time) throws ContainerException {
        while (!approach(time, Duration.ofSeconds(1))) {
            // It goes on.
        }
        return image();
    }

    /**
     * Where {@code text} comes to be on the screen, in letters of either case, or was typed: in order, with its line. Plays
     * the whole recording, which an interrupt of the thread ends early; may be called on a thread of its own.
     *
     * @param progress hears how much of it has been looked through
     */
    List<Mark> find(String text, Progress progress) throws ContainerException;

    @Override
    void close();
}
