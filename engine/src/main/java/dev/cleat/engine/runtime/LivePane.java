package dev.cleat.engine.runtime;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.terminal.ScreenSeat;
import java.util.List;
import java.util.Optional;

/** A seat at a session, and the thread that relays to it. */
final class LivePane implements SessionPane {

    /** Stays at the session until it ends or the seat is left. */
    interface Stay {
        CommandOutcome at(ScreenSeat seat) throws ContainerException;
    }

    private final String session;
    private final boolean watches;
    private final boolean sized;
    private final ScreenSeat seat;
    private volatile CommandOutcome end;
    private volatile String problem;

    private LivePane(String session, boolean watches, boolean sized, ScreenSeat seat) {
        this.session = session;
        this.watches = watches;
        this.sized = sized;
        this.seat = seat;
    }

    /**
     * Begins to relay.
     *
     * @param session its id; empty: not known here
     * @param sized it has the size of the pane; else the pane shows it at its own
     * @param viewer is told of each change, on the thread of the relay, and of the end
     */
    static LivePane begin(
            String session, boolean watches, boolean sized, TerminalSize size, PaneViewer viewer, Stay stay)
            throws HostLimitException {
        try {
            LivePane pane = new LivePane(session, watches, sized, new ScreenSeat(size, !watches, viewer));
            Thread relay = new Thread(() -> pane.run(stay, viewer), "pane-" + session);
            relay.setDaemon(true);
            relay.start();
            return pane;
        } catch (ErrnoException e) {
            throw new HostLimitException("cannot open a pane: " + e.getMessage(), null, e);
        }
    }

    private void run(Stay stay, PaneViewer viewer) {
        try {
            end = stay.at(seat);
        } catch (ContainerException | RuntimeException e) {
            problem = e.getMessage();
        } finally {
            seat.close();
            viewer.changed();
        }
    }

    @Override
    public String session() {
        return session;
    }

    @Override
    public ScreenImage image() {
        return seat.image();
    }

    @Override
    public List<String> scrolled() {
        return seat.scrolled();
    }

    @Override
    public boolean cursorKeys() {
        return seat.cursorKeys();
    }

    @Override
    public boolean bracketedPaste() {
        return seat.bracketedPaste();
    }

    @Override
    public void type(byte[] keys) {
        if (!watches) {
            seat.type(keys);
        }
    }

    @Override
    public void resize(TerminalSize size) {
        if (sized) {
            seat.resize(size);
        }
    }

    @Override
    public Optional<CommandOutcome> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        seat.leave();
    }
}
