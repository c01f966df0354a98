package dev.cleat.engine.recording;

import dev.cleat.engine.screen.VirtualScreen;
import dev.cleat.engine.screen.VirtualScreen.Wiped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * All that could be read on a screen, as lines in the order in which they went from it: at its top, because it was cleared, or
 * because the alternate screen came before it or went. Of the alternate screen what stood on it when it was left or cleared, not
 * every picture in between.
 */
final class ShownText {

    private final VirtualScreen screen;
    private final OutputStream out;

    /** Lines of the main screen that are written already, and have not left it since. */
    private final Deque<String> standing = new ArrayDeque<>();

    /** What was written last of the alternate screen. */
    private List<String> picture = List.of();

    ShownText(VirtualScreen screen, OutputStream out) {
        this.screen = screen;
        this.out = out;
        screen.takeScrolled(); // from now on they are kept
        screen.beforeWiped(this::wiped);
    }

    void play(CastEvent event) throws IOException {
        try {
            CastReplay.play(screen, event);
            scrolled();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What stands on the screen in the end. */
    void end() throws IOException {
        try {
            shown();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void wiped(Wiped what) {
        scrolled();
        List<String> lines = shown();
        boolean isMain = !screen.isAlternate();
        if (isMain || what == Wiped.ALL) {
            standing.clear();
            picture = List.of();
        }
        if (isMain && what == Wiped.NOT_MAIN) {
            standing.addAll(lines);
        }
    }

    private void scrolled() {
        List<String> lines = screen.takeScrolled();
        if (screen.isAlternate()) {
            lines.forEach(this::write);
        } else {
            lines.forEach(this::unlessStanding);
        }
    }

    private List<String> shown() {
        List<String> lines = withoutEmptyEnd(screen.lines());
        if (!screen.isAlternate()) {
            lines.forEach(this::unlessStanding);
        } else if (!lines.equals(picture)) {
            lines.forEach(this::write);
            picture = lines;
        }
        return lines;
    }

    private static List<String> withoutEmptyEnd(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return lines.subList(0, end);
    }

    private void unlessStanding(String line) {
        if (line.equals(standing.peek())) {
            standing.remove();
        } else {
            standing.clear();
            write(line);
        }
    }

    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
