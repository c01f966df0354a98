package dev.cleat.tui.player;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.Timeline.Mark;
import java.util.List;
import java.util.Optional;

/** Looks through a whole recording on a thread of its own, so that keys are heard meanwhile. Belongs to the UI thread. */
final class Search {

    private final String text;
    private final Thread thread;
    private volatile List<Mark> found;
    private volatile ContainerException failure;

    Search(Replay replay, String text) {
        this.text = text;
        this.thread = new Thread(() -> run(replay), "search");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Replay replay) {
        try {
            found = replay.find(text);
        } catch (ContainerException e) {
            failure = e;
        }
    }

    String text() {
        return text;
    }

    /**
     * Where the text appears; empty while it is looked for.
     *
     * @throws ContainerException when the recording cannot be read
     */
    Optional<List<Mark>> result() throws ContainerException {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(found);
    }

    /** Nobody wants to know any more. */
    void cancel() {
        thread.interrupt();
    }
}
