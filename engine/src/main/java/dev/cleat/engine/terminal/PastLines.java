package dev.cleat.engine.terminal;

import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a session has shown lately, through an emulator: lines that have left its screen, and the screen itself below them. */
final class PastLines {

    private static final int MOST = 5000;
    private static final int PIECE = 8192; // of so many characters at most the lines are held beside the others

    private PastLines() {}

    /** Oldest first; each as wide as {@code size}. */
    static List<Line> of(ShownLately shown, TerminalSize size) {
        byte[] bytes = shown.last(Long.MAX_VALUE);
        String text = new String(new Repaint(shown.total() > bytes.length).of(bytes), StandardCharsets.UTF_8);
        VirtualScreen screen = VirtualScreen.of(size);
        screen.takeScrolledLines(); // from now on they are kept
        Deque<Line> lines = new ArrayDeque<>();
        for (int at = 0; at < text.length(); at += PIECE) {
            screen.write(text.substring(at, Math.min(text.length(), at + PIECE)));
            lines.addAll(screen.takeScrolledLines());
            forgetAllBut(MOST, lines);
        }
        lines.addAll(screen.image().lines());
        while (!lines.isEmpty() && lines.peekLast().text().isEmpty()) {
            lines.removeLast();
        }
        return List.copyOf(lines);
    }

    private static void forgetAllBut(int most, Deque<Line> lines) {
        while (lines.size() > most) {
            lines.removeFirst();
        }
    }
}
