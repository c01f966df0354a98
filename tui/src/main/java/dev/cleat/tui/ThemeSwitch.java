package dev.cleat.tui;

import dev.cleat.tui.message.Message;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Reads themes away from the UI thread, which takes the last one that was read before it draws. */
final class ThemeSwitch {

    private final Themes themes;
    private final Consumer<Message> post;
    private final AtomicReference<Theme> read = new AtomicReference<>();

    /** @param post gets what came of it, on any thread */
    ThemeSwitch(Themes themes, Consumer<Message> post) {
        this.themes = themes;
        this.post = post;
    }

    /** Begins to read the theme of that name, and returns. */
    void begin(String name) {
        Thread reading = new Thread(() -> read(name), "console-theme");
        reading.setDaemon(true);
        reading.start();
    }

    /** The theme to draw with from now on, once. */
    Optional<Theme> take() {
        return Optional.ofNullable(read.getAndSet(null));
    }

    private void read(String name) {
        try {
            Theme theme = themes.load(name);
            read.set(theme);
            post.accept(new Message.ThemeRead(name, theme.thresholds()));
        } catch (ThemeException e) {
            post.accept(new Message.ThemeRefused(e.getMessage()));
        }
    }
}
