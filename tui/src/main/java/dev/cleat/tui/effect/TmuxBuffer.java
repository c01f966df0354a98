package dev.cleat.tui.effect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The paste buffer of the tmux around the console. tmux ignores OSC 52 from programs unless it is told otherwise, but
 * {@code load-buffer -w} (3.2) gives a text to the clipboard as well.
 */
final class TmuxBuffer {

    private static final long PATIENCE = 5;

    private TmuxBuffer() {}

    /** Does its best: without tmux in the path the terminal has been asked already, see Clipboard. */
    static void fill(String text) {
        try {
            Process tmux = new ProcessBuilder("tmux", "load-buffer", "-w", "-")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = tmux.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (!tmux.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                tmux.destroyForcibly();
            }
        } catch (IOException e) {
            // No such program, or one that does not read: nothing more can be done for this clipboard.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
