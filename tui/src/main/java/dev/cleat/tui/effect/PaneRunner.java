package dev.cleat.tui.effect;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The sessions in the pane. However much they print, each is shown 20 times a second at most. */
final class PaneRunner implements AutoCloseable {

    private static final long FRAME = 50;
    private static final long PATIENCE = 1000;

    private final Engine engine;
    private final Supplier<Optional<TerminalColours>> colours;
    private final Consumer<Message> post;
    private final Map<Integer, Opened> panes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService frames = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "console-pane");
        thread.setDaemon(true);
        return thread;
    });

    private final class Viewer implements PaneViewer {
        private final int id;

        Viewer(int id) {
            this.id = id;
        }

        @Override
        public void changed() {
            PaneRunner.this.changed(id);
        }

        @Override
        public Optional<TerminalColours> colours() {
            return colours.get();
        }
    }

    private record Opened(SessionPane pane, AtomicBoolean awaited) {}

    /** @param colours what panes show where no colour was chosen */
    PaneRunner(Engine engine, Supplier<Optional<TerminalColours>> colours, Consumer<Message> post) {
        this.engine = engine;
        this.colours = colours;
        this.post = post;
    }

    /** Takes as long as an attach. */
    void open(Effect.OpenPane effect) {
        int id = effect.id();
        Viewer viewer = new Viewer(id);
        try {
            SessionPane pane = effect.session().isPresent()
                    ? engine.openPane(effect.session().get(), effect.watched(), effect.size(), viewer)
                    : engine.openPane(request(effect.container()), effect.size(), viewer);
            panes.put(id, new Opened(pane, new AtomicBoolean()));
            post.accept(new Message.PaneOpened(id, pane.session()));
            changed(id); // what came before it was known here
        } catch (ContainerException e) {
            post.accept(new Message.PaneRefused(id, effect.container(), Failure.of(e)));
        }
    }

    /** The emulated terminal is an xterm, whatever the operator's is. */
    private static AttachRequest request(String container) {
        return AttachRequest.to(container).set(Map.of("TERM", "xterm-256color")).build();
    }

    void act(Effect.OnPane effect) {
        Opened opened = panes.get(effect.id());
        if (opened == null) {
            return;
        }
        if (effect instanceof Effect.TypeInPane type) {
            opened.pane().type(type.keys().getBytes(StandardCharsets.ISO_8859_1));
        } else if (effect instanceof Effect.ResizePane resize) {
            opened.pane().resize(resize.size());
            changed(effect.id());
        } else {
            panes.remove(effect.id());
            opened.pane().close();
        }
    }

    private void changed(int id) {
        Opened opened = panes.get(id);
        if (opened != null && opened.awaited().compareAndSet(false, true) && !frames.isShutdown()) {
            frames.schedule(() -> showOrTell(id, opened), FRAME, TimeUnit.MILLISECONDS);
        }
    }

    /** What cannot be shown is left: nobody should look at an old screen and take it for what there is. */
    private void showOrTell(int id, Opened opened) {
        try {
            show(id, opened);
        } catch (RuntimeException | Error e) {
            if (panes.remove(id) != null) {
                opened.pane().close();
            }
            post.accept(new Message.PaneEnded(id, "cannot be shown, internal error: " + e));
        }
    }

    private void show(int id, Opened opened) {
        opened.awaited().set(false);
        SessionPane pane = opened.pane();
        boolean over = pane.end().isPresent() || pane.problem().isPresent();
        post.accept(new Message.PaneShown(id, pane.image(), pane.scrolled(), pane.cursorKeys(), pane.bracketedPaste()));
        if (over && panes.remove(id) != null) {
            post.accept(new Message.PaneEnded(
                    id, pane.problem().orElseGet(() -> end(pane.end().orElseThrow()))));
        }
    }

    private static String end(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Exited exited) {
            return "ended with status " + exited.status();
        }
        return outcome instanceof CommandOutcome.Killed killed
                ? "killed by signal " + killed.number()
                : "left; it runs on";
    }

    /** Leaves all of them; what is recorded of them is complete when this returns. */
    @Override
    public void close() {
        frames.shutdownNow();
        panes.values().forEach(opened -> opened.pane().close());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        for (Opened opened : panes.values()) {
            while (opened.pane().end().isEmpty() && opened.pane().problem().isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }
}
