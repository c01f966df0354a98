package dev.cleat.tui;

import dev.cleat.tui.message.Message;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads themes away from the UI thread, which takes the last one that was read before it draws. The files of the one in use
 * are watched: a change is shown at once, a mistake is told and the old look kept.
 */
final class ThemeSwitch implements AutoCloseable {

    private static final long PACE = 1000;

    /** A theme, and whether ASCII is drawn with it. */
    record Look(Theme theme, boolean ascii) {}

    private final Themes themes;
    private volatile Predicate<Theme> ascii;
    private final AtomicReference<Look> read = new AtomicReference<>();
    private final ScheduledExecutorService reading = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "console-theme");
        thread.setDaemon(true);
        return thread;
    });
    private Consumer<Message> post = message -> {};
    private Theme used;
    private String stamp;

    /**
     * @param used the theme the console begins with
     * @param ascii whether only ASCII is drawn with a theme
     */
    ThemeSwitch(Themes themes, Theme used, Predicate<Theme> ascii) {
        this.themes = themes;
        this.used = used;
        this.ascii = ascii;
        this.stamp = themes.stamp(used.chain());
    }

    /** From now on changes are told; {@code receiver} gets them on another thread. */
    void watch(Consumer<Message> receiver) {
        post = receiver;
        reading.scheduleWithFixedDelay(this::look, PACE, PACE, TimeUnit.MILLISECONDS);
    }

    /** Begins to read the theme of that name, and returns. */
    void begin(String name) {
        reading.execute(() -> read(name));
    }

    /** From now on {@code only} ASCII, whatever a theme says; or all characters. */
    void draw(boolean only) {
        ascii = theme -> only;
        reading.execute(() -> read(used.name()));
    }

    /** What to draw with from now on, once. */
    Optional<Look> take() {
        return Optional.ofNullable(read.getAndSet(null));
    }

    private void look() {
        String now = themes.stamp(used.chain());
        if (!now.equals(stamp)) {
            stamp = now;
            read(used.name());
        }
    }

    private void read(String name) {
        try {
            Theme theme = themes.load(name);
            used = theme;
            stamp = themes.stamp(theme.chain());
            read.set(new Look(theme, ascii.test(theme)));
            post.accept(new Message.ThemeRead(name, theme.thresholds(), ascii.test(theme)));
        } catch (ThemeException e) {
            post.accept(new Message.ThemeRefused(e.getMessage()));
        }
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }
}
