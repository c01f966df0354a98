package dev.cleat.tui.player;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.Timeline.Mark;
import java.util.List;
import java.util.Optional;

/** Looks through a whole recording on a thread of its own, so that keys are heard meanwhile. Belongs to the UI thread. */
final class Search {

    private static final int PERCENT = 100;

    private final String text;
    private final Thread thread;
    private volatile int percent;
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
            found = replay.find(text, (done, all) -> percent = (int) Math.min(PERCENT, PERCENT * done / all));
        } catch (ContainerException e) {
            failure = e;
        }
    }

    /** {@code needle 37%}. */
    String progress() {
        return text + " " + percent + "%";
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
